import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { Box, Tooltip } from '@mantine/core'
import { shortAmount } from '../../elements/shortAmount.ts'
import { sample as sampleWords } from '../../text/sample.ts'
import type { SplitLine } from '../../split/describeSplit.ts'
import { useSplit } from '../../split/useSplit.ts'
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
  const { lines } = useSplit(sample, offer)
  if (!lines) return null
  return (
    <div className={classes.bar} aria-hidden>
      {lines.map((line, at) => (
        <Tooltip key={at} label={`${words.share[partOf(line)]}: ${shortAmount(line.amount)}`}>
          <Box component="span" bg={COLORS[partOf(line)]} style={{ flexGrow: Number(line.amount) }} />
        </Tooltip>
      ))}
    </div>
  )
}

const partOf = ({ role }: SplitLine): Part =>
  role === 'burned' || role === 'delivery' || role === 'treasury' ? 'fee' : role
