import { Box, Button, Drawer, Group, NativeSelect, Text } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { browse as browseWords } from '../../text/browse.ts'
import classes from './BrowsePage.module.css'
import { countFilters, SAMPLE_SORTS } from './browseSearch.ts'
import { ChosenFilters } from './ChosenFilters.tsx'
import { Filters } from './Filters.tsx'
import { FoundSamples } from './FoundSamples.tsx'
import { sampleQueryOf } from './sampleQueryOf.ts'
import { SearchField } from './SearchField.tsx'
import { useBrowseSearch } from './useBrowseSearch.ts'
import { useFacets } from './useFacets.ts'

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
  const panel = <Filters search={search} change={change} facets={facets} />
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
      {!wide && (
        <Drawer
          opened={drawerOpen}
          onClose={close}
          position="right"
          title={words.filters}
          closeButtonProps={{ 'aria-label': words.closeFilters }}
        >
          {panel}
          <Button fullWidth mt="xl" onClick={close}>
            {words.showResults(facets?.total)}
          </Button>
        </Drawer>
      )}
    </>
  )
}

const isNarrowed = (search: Parameters<typeof countFilters>[0]): boolean =>
  search.q !== undefined || countFilters(search) > 0
