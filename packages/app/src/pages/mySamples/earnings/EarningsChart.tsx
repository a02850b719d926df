import { formatEcho } from '@echochain/sdk'
import { VisuallyHidden } from '@mantine/core'
import { useCallback } from 'react'
import uPlot from 'uplot'
import { Chart, type ChartStyle } from '../../../elements/Chart.tsx'
import { mySamples as words } from '../../../text/mySamples.ts'
import type { GrowthPoint } from './computeGrowth.ts'

const MINUTE = 60
const DAY = 86_400
/** In seconds: below a minute, and from a minute to a year. */
const TIME_STEPS = [1, 5, 15, 30, 60, 300, 900, 3_600, 21_600, 86_400, 604_800, 2_592_000, 31_536_000]

interface EarningsChartProps {
  readonly points: readonly GrowthPoint[]
  readonly height: number
}

/** What was earned up to each moment, as a staircase. */
export function EarningsChart({ points, height }: EarningsChartProps) {
  const readData = useCallback(() => dataOf(points, Date.now()), [points])
  return (
    <>
      <VisuallyHidden>{words.chartText(points.length - 1)}</VisuallyHidden>
      <Chart readData={readData} height={height} optionsFor={optionsFor} />
    </>
  )
}

/** Heights on a screen, for which a float is exact enough; amounts are shown from elsewhere. */
function dataOf(points: readonly GrowthPoint[], now: number): uPlot.AlignedData {
  const untilNow = [...points, { timestampMs: now, earned: points.at(-1)!.earned }]
  return [
    untilNow.map(({ timestampMs }) => timestampMs / 1000),
    untilNow.map(({ earned }) => Number.parseFloat(formatEcho(earned))),
  ]
}

/** Days once a step of the axis is one, else the time of day, with seconds where there is less than a minute between. */
function timesOf(splits: readonly number[], step: number): string[] {
  const time = { hour: '2-digit', minute: '2-digit', second: step < MINUTE ? '2-digit' : undefined } as const
  const format = new Intl.DateTimeFormat(undefined, step >= DAY ? { day: 'numeric', month: 'short' } : time)
  return splits.map((seconds) => format.format(seconds * 1000))
}

function optionsFor({ color, scheme, axis }: ChartStyle): Omit<uPlot.Options, 'width' | 'height'> {
  const line = color(scheme === 'dark' ? 'ember-4' : 'ember-6')
  return {
    scales: { y: { range: (_chart, _min, max) => [0, max * 1.1 || 1] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        incrs: TIME_STEPS,
        values: (_chart, splits, _axis, _space, step) => timesOf(splits, step),
      },
      { ...axis, size: 56 },
    ],
    series: [
      { label: words.chart },
      {
        label: words.chartUnit,
        stroke: line,
        fill: `${line}26`,
        width: 2,
        points: { show: false },
        paths: uPlot.paths.stepped!({ align: 1 }),
      },
    ],
  }
}
