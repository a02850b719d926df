import type { IndexedBlock } from '@echochain/sdk'
import { Skeleton, Text } from '@mantine/core'
import { Problem } from '../../../elements/Problem.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { network as networkWords } from '../../../text/network.ts'
import { EventList } from '../EventList.tsx'
import { MoreButton } from '../../../elements/MoreButton.tsx'
import { useBlockPages } from './useBlockPages.ts'

/** What happened in a block. */
export function BlockEvents({ block }: { readonly block: IndexedBlock }) {
  const { market } = useNetwork()
  const { items, error, ...paging } = useBlockPages('events', block, (query, options) => market.events(query, options))
  if (block.events === null) return <Text>{networkWords.block.noEvents}</Text>
  if (error && !items) return <Problem error={error} />
  if (!items) return <Skeleton h={120} aria-busy />
  if (items.length === 0) return <Text>{networkWords.block.noneInBlock}</Text>
  return (
    <>
      <EventList events={items} phases />
      <MoreButton {...paging} />
    </>
  )
}
