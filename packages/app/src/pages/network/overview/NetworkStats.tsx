import { Alert, Paper, SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { IndexedBlock, MarketStatus } from '@echochain/sdk'
import { useLiveHead, useNetwork } from '../../../network/Network.ts'
import { network as networkWords } from '../../../text/network.ts'
import { measureIntervals, summariseIntervals } from './measureBlocks.ts'

const words = networkWords.stats

/** The figures of the network at a glance. */
export function NetworkStats({ blocks }: { readonly blocks: readonly IndexedBlock[] | undefined }) {
  const { market } = useNetwork()
  const { best, finalized } = useLiveHead()
  const { data: status } = useQuery({
    queryKey: ['live', 'status'],
    queryFn: ({ signal }) => market.status({ signal }),
  })
  const top = best ?? status?.indexed?.number
  const final = finalized ?? status?.indexedFinalized ?? undefined
  const mean = blocks && summariseIntervals(measureIntervals(blocks))?.mean
  return (
    <>
      {status && <IndexState status={status} />}
      <SimpleGrid cols={{ base: 2, xs: 3, md: 6 }} spacing="sm">
        <Stat label={words.best} value={top} />
        <Stat label={words.final} value={final} />
        <Stat
          label={words.lag}
          value={top !== undefined && final !== undefined ? words.lagValue(Math.max(0, top - final)) : undefined}
        />
        <Stat label={words.blockTime} value={mean === undefined ? undefined : words.blockTimeValue(mean.toFixed(2))} />
        <Stat label={words.samples} value={status?.counts.samples} />
        <Stat label={words.licences} value={status?.counts.licences} />
      </SimpleGrid>
    </>
  )
}

function Stat({ label, value }: { readonly label: string; readonly value: string | number | undefined }) {
  return (
    <Paper withBorder p="sm" component="dl" m={0}>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" m={0} fz="lg" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value ?? words.none}
      </Text>
    </Paper>
  )
}

/** Fewer blocks behind are what any market is between two of them. */
const NOTICEABLE_LAG = 5

/** Whether the market knows the chain as it is. */
function IndexState({ status: { state, lag, problem } }: { readonly status: MarketStatus }) {
  const notices = networkWords.index
  if (state === 'stopped') return <Alert color="red">{notices.stopped(problem?.message ?? '')}</Alert>
  if (state === 'nodeBehind') return <Alert color="yellow">{notices.nodeBehind}</Alert>
  if (lag !== null && lag >= NOTICEABLE_LAG) return <Alert color="yellow">{notices.catchingUp(lag)}</Alert>
  return null
}
