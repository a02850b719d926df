import type { IndexedBlock } from '@echochain/sdk'
import { Group, Paper, Progress, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Address } from '../../../elements/Address.tsx'
import { network as networkWords } from '../../../text/network.ts'
import { countAuthors } from './measureBlocks.ts'

const words = networkWords.authors
/** Of many validators those who made the most. */
const SHOWN = 6

/** Who made the latest blocks. */
export function Authors({ blocks }: { readonly blocks: readonly IndexedBlock[] | undefined }) {
  const authors = blocks && countAuthors(blocks)
  const total = authors?.reduce((sum, author) => sum + author.blocks, 0) ?? 0
  return (
    <Paper withBorder p="md" component="section" aria-label={words.title}>
      <Title order={2} size="h5">
        {words.title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {words.hint(total)}
      </Text>
      {!authors && <Skeleton h={120} />}
      <Stack gap={8}>
        {authors?.slice(0, SHOWN).map(({ author, blocks: made }) => (
          <div key={author}>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              {author ? <Address address={author} /> : <Text span>{words.unknown}</Text>}
              <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
                {words.share(made)}
              </Text>
            </Group>
            <Progress value={(made / total) * 100} color="gray" size="xs" mt={4} aria-hidden />
          </div>
        ))}
      </Stack>
    </Paper>
  )
}
