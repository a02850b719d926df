import type { IndexedBlock } from '@echochain/sdk'
import { Paper, Skeleton, Text, Title } from '@mantine/core'
import { lazy, Suspense, useMemo } from 'react'
import { loadPatiently } from '../../../network/loadPatiently.ts'
import { network as networkWords } from '../../../text/network.ts'
import { measureIntervals, summariseIntervals } from './measureBlocks.ts'

const words = networkWords.chart
const HEIGHT = 160

const BlockTimeChart = lazy(() =>
  loadPatiently(() => import('./BlockTimeChart.tsx')).then(({ BlockTimeChart: chart }) => ({ default: chart })),
)

/** How regularly blocks come: as a chart, and in a sentence for those who do not see it. */
export function BlockTimes({ blocks }: { readonly blocks: readonly IndexedBlock[] | undefined }) {
  const intervals = useMemo(() => blocks && measureIntervals(blocks), [blocks])
  const summary = intervals && summariseIntervals(intervals)
  return (
    <Paper withBorder p="md" component="section" aria-label={words.title}>
      <Title order={2} size="h5" mb={4}>
        {words.title}
      </Title>
      {!intervals && <Skeleton h={HEIGHT} />}
      {intervals && !summary && <Text size="sm">{words.tooFew}</Text>}
      {intervals && summary && (
        <>
          <Text size="sm" mb="xs">
            {words.summary(intervals.length + 1, summary.mean.toFixed(2), summary.longest.toFixed(0))}
          </Text>
          <Suspense fallback={<Skeleton h={HEIGHT} />}>
            <BlockTimeChart intervals={intervals} height={HEIGHT} />
          </Suspense>
        </>
      )}
    </Paper>
  )
}
