import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { Box, Tooltip } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { shortAmount } from '../../elements/shortAmount.ts'
import { useNetwork } from '../../network/Network.ts'
import { sample as sampleWords } from '../../text/sample.ts'
import { describeSplit, type SplitLine } from '../licences/describeSplit.ts'
import classes from './SamplePage.module.css'

const words = sampleWords
type Part = keyof typeof words.share
const COLORS: Readonly<Record<Part, string>> = {
  owner: 'teal.7',
  royalty: 'yellow.6',
  upstream: 'indigo.5',
  fee: 'gray.5',
}

interface SplitBarProps {
  readonly sample: SampleDetail
  readonly offer: SampleOffer
}

/** The shares of a price as lengths. The table below says the same in numbers. */
export function SplitBar({ sample, offer }: SplitBarProps) {
  const { info, market } = useNetwork()
  const parents = useQueries({
    queries: sample.parents.map((parent) => ({
      queryKey: ['sample', parent.sample],
      queryFn: ({ signal }: { signal: AbortSignal }) => market.sample(parent.sample, { signal }),
    })),
  })
  const known = new Map(parents.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])))
  if (known.size < sample.parents.length) return null
  return (
    <div className={classes.bar} aria-hidden>
      {describeSplit(BigInt(offer.price), sample, known, info.ss58Prefix).map((line, at) => (
        <Tooltip key={at} label={`${words.share[partOf(line)]}: ${shortAmount(line.amount)}`}>
          <Box component="span" bg={COLORS[partOf(line)]} style={{ flexGrow: Number(line.amount) }} />
        </Tooltip>
      ))}
    </div>
  )
}

const partOf = ({ role }: SplitLine): Part =>
  role === 'burned' || role === 'delivery' || role === 'treasury' ? 'fee' : role
