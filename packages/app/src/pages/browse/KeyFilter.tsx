import { Input, MultiSelect, SegmentedControl, Stack, Text } from '@mantine/core'
import { camelotCode, keyName } from '../../elements/musicalKeys.ts'
import { browse as browseWords } from '../../text/browse.ts'
import type { BrowseSearch, KeyMatch } from './browseSearch.ts'
import { sampleQueryOf } from './sampleQueryOf.ts'
import { useFacets } from './useFacets.ts'

const words = browseWords
const MATCHES = ['exact', 'relative', 'compatible'] as const

interface KeyFilterProps {
  readonly search: BrowseSearch
  readonly change: (changes: BrowseSearch) => void
}

/** Keys, and what goes with them. Only those are offered that something is in. */
export function KeyFilter({ search, change }: KeyFilterProps) {
  const facets = useFacets(sampleQueryOf({ ...search, key: undefined }))
  const counts = new Map(facets?.keys.map(({ key, count }) => [key.value, count]))
  const chosen = search.key ?? []
  const offered = [...new Set([...counts.keys(), ...chosen])].sort((a, b) => a - b)
  const match = search.keyMatch ?? 'exact'
  return (
    <Stack gap="xs">
      <MultiSelect
        label={words.key}
        placeholder={chosen.length === 0 ? words.anyKey : undefined}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': words.anyKey }}
        hidePickedOptions
        data={offered.map((key) => ({
          value: String(key),
          label: `${keyName(key)} · ${camelotCode(key)}`,
        }))}
        renderOption={({ option }) => words.counted(option.label, counts.get(Number(option.value)) ?? 0)}
        value={chosen.map(String)}
        onChange={(values) => change({ key: values.length > 0 ? values.map(Number) : undefined })}
      />
      {chosen.length > 0 && (
        <Input.Wrapper label={words.keyMatch} labelElement="div">
          <SegmentedControl
            fullWidth
            size="xs"
            mt={4}
            aria-label={words.keyMatch}
            data={MATCHES.map((value) => ({ value, label: words.keyMatches[value] }))}
            value={match}
            onChange={(value) => change({ keyMatch: value === 'exact' ? undefined : (value as KeyMatch) })}
          />
          <Text size="xs" mt={4}>
            {words.keyMatchHint[match]}
          </Text>
        </Input.Wrapper>
      )}
    </Stack>
  )
}
