import { useCallback } from 'react'
import uPlot from 'uplot'
import { Chart, type ChartStyle } from '../../../elements/Chart.tsx'
import { network as networkWords } from '../../../text/network.ts'
import type { BlockInterval } from './measureBlocks.ts'

interface BlockTimeChartProps {
  readonly intervals: readonly BlockInterval[]
  readonly height: number
}

/** A bar for each block: how long it came after the one before. */
export function BlockTimeChart({ intervals, height }: BlockTimeChartProps) {
  const readData = useCallback(
    (): uPlot.AlignedData => [intervals.map(({ number }) => number), intervals.map(({ seconds }) => seconds)],
    [intervals],
  )
  return <Chart readData={readData} height={height} optionsFor={optionsFor} />
}

function optionsFor({ color, axis }: ChartStyle): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    scales: { x: { time: false }, y: { range: (_chart, _min, max) => [0, Math.max(2, max * 1.1)] } },
    axes: [
      {
        ...axis,
        size: 30,
        grid: { show: false },
        values: (_chart, splits) => splits.map((at) => (Number.isInteger(at) ? String(at) : '')),
      },
      { ...axis, size: 44, values: (_chart, splits) => splits.map((at) => `${at} s`) },
    ],
    series: [
      { label: networkWords.chart.block },
      {
        label: networkWords.chart.seconds,
        stroke: color('teal-6'),
        fill: color('teal-6'),
        width: 0,
        points: { show: false },
        paths: uPlot.paths.bars!({ size: [0.7, 24] }),
      },
    ],
  }
}
