import { Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Problem } from '../../elements/Problem.tsx'
import { SampleRow } from '../../elements/SampleRow.tsx'
import { useNetwork } from '../../network/Network.ts'
import { wallet as walletWords } from '../../text/wallet.ts'
import classes from './AccountSamples.module.css'
import { byCursor } from '../../network/byCursor.ts'
import { MoreButton } from '../../elements/MoreButton.tsx'

const PAGE = 20
/** Pairs of a waveform in a row. */
const PEAKS = 100

interface AccountSamplesProps {
  readonly address: string
  /** How many there are, once that is known: when it changes they are loaded anew. */
  readonly count: number | undefined
}

/** The samples an account owns. */
export function AccountSamples({ address, count }: AccountSamplesProps) {
  const { market } = useNetwork()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['samplesOf', address],
    queryFn: ({ pageParam, signal }) =>
      market.samples({ owner: address, limit: PAGE, cursor: pageParam, peaks: PEAKS }, { signal }),
    ...byCursor,
  })
  useEffect(() => {
    if (count !== undefined) void refetch()
  }, [count, refetch])
  if (error && !data) return <Problem error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton h={120} />
  const samples = data.pages.flatMap(({ items }) => items)
  if (samples.length === 0) return <Text c="dimmed">{walletWords.account.noSamples}</Text>
  return (
    <Stack gap="sm" align="flex-start">
      <ul className={classes.list}>
        {samples.map((sample) => (
          <li key={sample.id}>
            <SampleRow sample={sample} queue={samples} />
          </li>
        ))}
      </ul>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </Stack>
  )
}
