import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { camelotCode, keyName } from '../../elements/musicalKeys.ts'
import { browse as browseWords } from '../../text/browse.ts'
import { type BrowseSearch, countFilters, NO_FILTERS, toggled } from './browseSearch.ts'

const words = browseWords

interface ChosenFiltersProps {
  readonly search: BrowseSearch
  readonly change: (changes: BrowseSearch) => void
}

/** What narrows the list, each to be taken out by itself. */
export function ChosenFilters({ search, change }: ChosenFiltersProps) {
  const chosen = describe(search)
  if (chosen.length === 0) return null
  return (
    <>
      {chosen.map(({ label, without }) => (
        <Button
          key={label}
          size="compact-xs"
          radius="xl"
          variant="default"
          fw={500}
          rightSection={<IconX size={12} aria-hidden />}
          aria-label={words.removeFilter(label)}
          onClick={() => change(without)}
        >
          {label}
        </Button>
      ))}
      {countFilters(search) > 1 && (
        <Button size="compact-xs" variant="subtle" onClick={() => change(NO_FILTERS)}>
          {words.clearFilters}
        </Button>
      )}
    </>
  )
}

interface Chosen {
  readonly label: string
  /** The change that takes it out. */
  readonly without: BrowseSearch
}

function describe(search: BrowseSearch): readonly Chosen[] {
  const { kind, bpmMin, bpmMax, key, keyMatch, tag, priceMin, priceMax, lengthMin, lengthMax, forSale, owner } = search
  const match = keyMatch ? ` ${words.keyMatches.and[keyMatch]}` : ''
  return [
    ...(owner
      ? [{ label: words.owner(`${owner.slice(0, 6)}…${owner.slice(-5)}`), without: { owner: undefined } }]
      : []),
    ...(kind ?? []).map((one) => ({ label: words.kinds[one], without: { kind: toggled(kind, one) } })),
    ...range(words.range.bpm, bpmMin, bpmMax, { bpmMin: undefined, bpmMax: undefined }),
    ...(key ?? []).map((one) => ({
      label: `${keyName(one)} ${camelotCode(one)}${match}`,
      without: { key: toggled(key, one) },
    })),
    ...(tag ?? []).map((one) => ({ label: one, without: { tag: toggled(tag, one) } })),
    ...range(words.range.price, priceMin, priceMax, { priceMin: undefined, priceMax: undefined }),
    ...range(words.range.length, lengthMin, lengthMax, { lengthMin: undefined, lengthMax: undefined }),
    ...(forSale ? [{ label: words.forSale, without: { forSale: undefined } }] : []),
  ]
}

type End = string | number | undefined

const range = (label: (from: End, to: End) => string, from: End, to: End, without: BrowseSearch): readonly Chosen[] =>
  from === undefined && to === undefined ? [] : [{ label: label(from, to), without }]
