import type { ChainEvent, SampleDetail } from '@echochain/sdk'
import { Anchor, Skeleton, Text, Title } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Address } from '../../elements/Address.tsx'
import { Amount } from '../../elements/Amount.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { TimeAgo } from '../../elements/TimeAgo.tsx'
import { useNetwork } from '../../network/Network.ts'
import { sample as sampleWords } from '../../text/sample.ts'
import { type HistoryLine, readHistory } from './readHistory.ts'
import classes from './SamplePage.module.css'
import { byCursor } from '../../network/byCursor.ts'
import { MoreButton } from '../../elements/MoreButton.tsx'

const words = sampleWords
const PAGE_SIZE = 20

/** What happened to a sample, newest first: changes, prices, sales, complaints. */
export function SampleHistory({ sample: { id } }: { readonly sample: SampleDetail }) {
  const { market } = useNetwork()
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['liveSamples', 'history', id],
    queryFn: ({ pageParam, signal }) => market.sampleHistory(id, { cursor: pageParam, limit: PAGE_SIZE }, { signal }),
    ...byCursor,
  })
  const { data: prices } = useQuery({
    queryKey: ['liveSamples', 'prices', id],
    queryFn: ({ signal }) => market.samplePrices(id, { signal }),
  })
  const events = data?.pages.flatMap(({ items }) => items) ?? []
  const lines = readHistory(events, prices ?? [])
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        {words.history}
      </Title>
      {isPending && <Skeleton height={80} />}
      {error && events.length === 0 && <Problem error={error} retry={() => void refetch()} />}
      {data && lines.length === 0 && <Text size="sm">{words.historyEmpty}</Text>}
      <ol className={classes.history}>
        {lines.map(({ event, line }) => (
          <li key={event.id}>
            <Line {...line} />
            <When event={event} />
          </li>
        ))}
      </ol>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} label={words.historyMore} />
    </section>
  )
}

const Line = ({ words: said, address, amount }: HistoryLine) => (
  <span>
    {said}
    {address && (
      <>
        {' '}
        <Address address={address} />
      </>
    )}
    {amount !== undefined && (
      <>
        {` ${words.events.LicenceBoughtFor} `}
        <Amount value={amount} />
      </>
    )}
  </span>
)

const When = ({ event: { block, extrinsic } }: { readonly event: ChainEvent }) => (
  <span className={classes.when}>
    <TimeAgo timestampMs={block.timestampMs} />
    {' · '}
    <Anchor
      component={Link}
      to={extrinsic?.hash ? `/extrinsics/${extrinsic.hash}` : `/blocks/${block.number}`}
      inherit
      c="inherit"
      td="underline"
    >
      {words.inBlock(block.number)}
    </Anchor>
  </span>
)
