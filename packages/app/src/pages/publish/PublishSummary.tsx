import { List, Stack, Text } from '@mantine/core'
import { publish as words } from '../../text/publish.ts'
import type { ReadyDraft } from './publishCall.ts'

/** As many titles as are read before signing. */
const TITLES_SHOWN = 8

/** What a person signs when publishing, in plain words. */
export function PublishSummary({ drafts }: { readonly drafts: readonly ReadyDraft[] }) {
  const more = drafts.length - TITLES_SHOWN
  return (
    <Stack gap={4}>
      <Text size="sm">{words.signSummary}</Text>
      <List size="sm">
        {drafts.slice(0, TITLES_SHOWN).map(({ id, sample }) => (
          <List.Item key={id}>{sample.metadata.title}</List.Item>
        ))}
        {more > 0 && <List.Item>{words.moreTitles(more)}</List.Item>}
      </List>
    </Stack>
  )
}
