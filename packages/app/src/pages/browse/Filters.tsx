import type { SampleFacets } from '@echochain/sdk'
import { Button, Chip, Fieldset, Group, Stack, Switch } from '@mantine/core'
import { browse as browseWords } from '../../text/browse.ts'
import classes from './BrowsePage.module.css'
import { type BrowseSearch, countFilters, NO_FILTERS, SAMPLE_KINDS, toggled } from './browseSearch.ts'
import { KeyFilter } from './KeyFilter.tsx'
import { RangeField } from './RangeField.tsx'
import { sampleQueryOf } from './sampleQueryOf.ts'
import { TagFilter } from './TagFilter.tsx'
import { useFacets } from './useFacets.ts'

const words = browseWords

interface FiltersProps {
  readonly search: BrowseSearch
  readonly change: (changes: BrowseSearch) => void
  /** Of the search as it is. */
  readonly facets: SampleFacets | undefined
}

/** By what a sample is found besides its name. Each choice says how many there are of it. */
export function Filters({ search, change, facets }: FiltersProps) {
  const ofAnyKind = useFacets(sampleQueryOf({ ...search, kind: undefined }))
  const kindCounts = new Map(ofAnyKind?.kinds.map(({ kind, count }) => [kind, count]))
  const number = (value: string) => (value === '' ? undefined : Number(value))
  return (
    <Stack gap="lg">
      <Fieldset variant="unstyled" classNames={{ legend: classes.legend }} legend={words.kind}>
        <Group gap={6}>
          {SAMPLE_KINDS.map((kind) => (
            <Chip
              key={kind}
              size="xs"
              variant="light"
              checked={search.kind?.includes(kind) ?? false}
              onChange={() => change({ kind: toggled(search.kind, kind) })}
            >
              {words.counted(words.kinds[kind], kindCounts.get(kind) ?? 0)}
            </Chip>
          ))}
        </Group>
      </Fieldset>
      <RangeField
        label={words.tempo}
        from={{
          label: words.tempoFrom,
          value: search.bpmMin?.toString() ?? '',
          hint: facets?.bpm ? words.bpm(facets.bpm.min) : undefined,
          onChange: (value) => change({ bpmMin: number(value) }),
        }}
        to={{
          label: words.tempoTo,
          value: search.bpmMax?.toString() ?? '',
          hint: facets?.bpm ? words.bpm(facets.bpm.max) : undefined,
          onChange: (value) => change({ bpmMax: number(value) }),
        }}
      />
      <KeyFilter search={search} change={change} />
      <TagFilter chosen={search.tag} counts={facets?.tags ?? []} change={change} />
      <RangeField
        label={words.price}
        from={{
          label: words.priceFrom,
          value: search.priceMin ?? '',
          onChange: (value) => change({ priceMin: value || undefined }),
        }}
        to={{
          label: words.priceTo,
          value: search.priceMax ?? '',
          onChange: (value) => change({ priceMax: value || undefined }),
        }}
      />
      <RangeField
        label={words.length}
        from={{
          label: words.lengthFrom,
          value: search.lengthMin?.toString() ?? '',
          onChange: (value) => change({ lengthMin: number(value) }),
        }}
        to={{
          label: words.lengthTo,
          value: search.lengthMax?.toString() ?? '',
          onChange: (value) => change({ lengthMax: number(value) }),
        }}
      />
      <Switch
        label={words.forSale}
        checked={search.forSale ?? false}
        onChange={({ currentTarget }) => change({ forSale: currentTarget.checked || undefined })}
      />
      {countFilters(search) > 0 && (
        <Button variant="default" size="xs" onClick={() => change(NO_FILTERS)}>
          {words.clearFilters}
        </Button>
      )}
    </Stack>
  )
}
