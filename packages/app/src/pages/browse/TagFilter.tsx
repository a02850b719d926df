import { Button, Chip, Fieldset, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { browse as browseWords } from '../../text/browse.ts'
import classes from './BrowsePage.module.css'
import { type BrowseSearch, MAX_TAGS, toggled } from './browseSearch.ts'

const words = browseWords
const SHOWN = 12

interface TagFilterProps {
  readonly chosen: readonly string[] | undefined
  /** Of what the search finds, the most frequent first. */
  readonly counts: readonly { readonly tag: string; readonly count: number }[]
  readonly change: (changes: BrowseSearch) => void
}

/** Tags a sample must have, all of them: each one chosen leaves fewer samples and fewer tags to choose from. */
export function TagFilter({ chosen = [], counts, change }: TagFilterProps) {
  const [all, { toggle }] = useDisclosure()
  const countOf = new Map(counts.map(({ tag, count }) => [tag, count]))
  const others = counts.map(({ tag }) => tag).filter((tag) => !chosen.includes(tag))
  const tags = [...chosen, ...(all ? others : others.slice(0, SHOWN))]
  if (tags.length === 0) return null
  return (
    <Fieldset variant="unstyled" classNames={{ legend: classes.legend }} legend={words.tags}>
      <Group gap={6}>
        {tags.map((tag) => (
          <Chip
            key={tag}
            size="xs"
            variant="light"
            checked={chosen.includes(tag)}
            disabled={!chosen.includes(tag) && chosen.length >= MAX_TAGS}
            onChange={() => change({ tag: toggled(chosen, tag) })}
          >
            {words.counted(tag, countOf.get(tag) ?? 0)}
          </Chip>
        ))}
        {others.length > SHOWN && (
          <Button size="compact-xs" variant="subtle" onClick={toggle}>
            {all ? words.fewerTags : words.moreTags}
          </Button>
        )}
      </Group>
    </Fieldset>
  )
}
