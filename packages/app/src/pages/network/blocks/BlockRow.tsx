import type { IndexedBlock } from '@echochain/sdk'
import { Anchor, Badge, Table, Text, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { Address } from '../../../elements/Address.tsx'
import { TimeAgo } from '../../../elements/TimeAgo.tsx'
import { network as networkWords } from '../../../text/network.ts'

const words = networkWords.blocks

interface BlockRowProps {
  readonly block: IndexedBlock
  /** It was in the chain a moment ago, and is no more. */
  readonly replaced: boolean
}

export const BlockRow = memo(function BlockRow({ block, replaced }: BlockRowProps) {
  return (
    <Table.Tr td={replaced ? 'line-through' : undefined}>
      <Table.Td>
        {replaced ? (
          block.number
        ) : (
          <Anchor
            component={Link}
            to={`/blocks/${block.number}`}
            inherit
            style={{ fontVariantNumeric: 'tabular-nums' }}
          >
            {block.number}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>
        <TimeAgo timestampMs={block.timestampMs} style={{ whiteSpace: 'nowrap' }} />
      </Table.Td>
      <Table.Td visibleFrom="xs">
        {block.author ? <Address address={block.author} /> : networkWords.authors.unknown}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {block.extrinsics}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {block.events ?? networkWords.stats.none}
      </Table.Td>
      <Table.Td>{replaced ? <Replaced /> : <State finalized={block.finalized} />}</Table.Td>
    </Table.Tr>
  )
})

const State = ({ finalized }: { readonly finalized: boolean }) => (
  <Text span inherit c={finalized ? undefined : 'dimmed'} style={{ whiteSpace: 'nowrap' }}>
    {finalized ? words.final : words.notFinal}
  </Text>
)

const Replaced = () => (
  <Tooltip label={words.replacedHint}>
    <Badge color="yellow" variant="light" tabIndex={0}>
      {words.replaced}
    </Badge>
  </Tooltip>
)
