import { Box, Button, Group, NativeSelect, Text } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { loadPatiently } from '../../network/loadPatiently.ts'
import { browse as browseWords } from '../../text/browse.ts'
import classes from './BrowsePage.module.css'
import { countFilters, SAMPLE_SORTS } from './browseSearch.ts'
import { ChosenFilters } from './ChosenFilters.tsx'
import { FoundSamples } from './FoundSamples.tsx'
import { sampleQueryOf } from './sampleQueryOf.ts'
import { SearchField } from './SearchField.tsx'
import { useBrowseSearch } from './useBrowseSearch.ts'
import { useFacets } from './useFacets.ts'

/** The list comes first: it is what a person waits for. */
const Filters = lazy(() => loadPatiently(() => import('./Filters.tsx')).then((module) => ({ default: module.Filters })))
const FilterDrawer = lazy(() =>
  loadPatiently(() => import('./FilterDrawer.tsx')).then((module) => ({ default: module.FilterDrawer })),
)

const words = browseWords
const DEFAULT_SORT = 'newest'

/** Every sample there is, and the ways to find the right one. */
export function BrowsePage() {
  const [search, change] = useBrowseSearch()
  const [drawerOpen, { open, close }] = useDisclosure()
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  const filters = useMemo(() => sampleQueryOf(search), [search])
  const facets = useFacets(filters)
  const find = useCallback((q: string) => change({ q: q || undefined }), [change])
  const panel = (
    <Suspense>
      <Filters search={search} change={change} facets={facets} />
    </Suspense>
  )
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <div className={classes.page}>
        {wide && (
          <Box component="aside" className={classes.filters} aria-label={words.filters}>
            {panel}
          </Box>
        )}
        <div className={classes.samples}>
          <Group gap="sm" mb="sm">
            <SearchField value={search.q ?? ''} onChange={find} />
            {!wide && (
              <Button
                variant="default"
                leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
                onClick={open}
              >
                {words.openFilters(countFilters(search))}
              </Button>
            )}
            <NativeSelect
              aria-label={words.sort}
              data={SAMPLE_SORTS.map((value) => ({ value, label: words.sorts[value] }))}
              value={search.sort ?? DEFAULT_SORT}
              onChange={({ currentTarget }) => {
                const sort = SAMPLE_SORTS.find((value) => value === currentTarget.value)
                change({ sort: sort === DEFAULT_SORT ? undefined : sort })
              }}
            />
          </Group>
          <Group gap="xs" mih={28} mb={4}>
            <Text size="sm" component="output">
              {facets ? words.results(facets.total) : words.loading}
            </Text>
            <ChosenFilters search={search} change={change} />
          </Group>
          <FoundSamples
            filters={filters}
            sort={search.sort ?? DEFAULT_SORT}
            total={facets?.total}
            narrowed={isNarrowed(search)}
          />
        </div>
      </div>
      {!wide && drawerOpen && (
        <Suspense>
          <FilterDrawer total={facets?.total} close={close}>
            {panel}
          </FilterDrawer>
        </Suspense>
      )}
    </>
  )
}

const isNarrowed = (search: Parameters<typeof countFilters>[0]): boolean =>
  search.q !== undefined || countFilters(search) > 0
