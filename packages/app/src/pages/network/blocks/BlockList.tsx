import type { IndexedBlock } from '@echochain/sdk'
import { Button, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { EmptyState } from '../../../elements/EmptyState.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { network as networkWords } from '../../../text/network.ts'
import { BlockRow } from './BlockRow.tsx'
import { useBlocks } from './useBlocks.ts'
import { MoreButton } from '../../../elements/MoreButton.tsx'

const words = networkWords.blocks

/** The newest blocks, as they come; it can be made to stand still. */
export function BlockList() {
  const [paused, setPaused] = useState(false)
  const { blocks, replaced, error, refetch, forgetOlder, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useBlocks(paused)
  const showOlder = () => {
    setPaused(true)
    void fetchNextPage()
  }
  const togglePaused = () => {
    if (paused) forgetOlder()
    setPaused(!paused)
  }
  const Icon = paused ? IconPlayerPlay : IconPlayerPause
  return (
    <Stack component="section" gap="xs" aria-label={words.title}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {words.title}
        </Title>
        <Button size="xs" variant="default" leftSection={<Icon size={14} aria-hidden />} onClick={togglePaused}>
          {paused ? words.resume : words.pause}
        </Button>
      </Group>
      {paused && <Text size="sm">{words.paused}</Text>}
      {error && !blocks && <Problem title={words.failed} error={error} retry={() => void refetch()} />}
      {!blocks && !error && <Skeleton h={400} aria-busy />}
      {blocks?.length === 0 && <EmptyState title={words.none} body={words.noneHint} />}
      {blocks && blocks.length > 0 && <BlockTable blocks={blocks} replaced={replaced} />}
      <MoreButton {...{ hasNextPage, isFetchingNextPage }} fetchNextPage={showOlder} label={words.older} />
    </Stack>
  )
}

interface BlockTableProps {
  readonly blocks: readonly IndexedBlock[]
  readonly replaced: readonly IndexedBlock[]
}

function BlockTable({ blocks, replaced }: BlockTableProps) {
  const rows = [
    ...blocks.map((block) => ({ block, gone: false })),
    ...replaced.map((block) => ({ block, gone: true })),
  ].toSorted((a, b) => b.block.number - a.block.number || Number(a.gone) - Number(b.gone))
  return (
    <Table highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.block}</Table.Th>
          <Table.Th>{words.age}</Table.Th>
          <Table.Th visibleFrom="xs">{words.author}</Table.Th>
          <Table.Th ta="right" visibleFrom="sm">
            {words.extrinsics}
          </Table.Th>
          <Table.Th ta="right" visibleFrom="sm">
            {words.events}
          </Table.Th>
          <Table.Th>{words.state}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ block, gone }) => (
          <BlockRow key={block.hash} block={block} replaced={gone} />
        ))}
      </Table.Tbody>
    </Table>
  )
}
