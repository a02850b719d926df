import { formatEcho } from '@echochain/sdk'
import { useComputedColorScheme, VisuallyHidden } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { mySamples as words } from '../../../text/mySamples.ts'
import type { GrowthPoint } from './computeGrowth.ts'

interface EarningsChartProps {
  readonly points: readonly GrowthPoint[]
  readonly height: number
}

/** What was earned up to each moment, as a staircase. */
export function EarningsChart({ points, height }: EarningsChartProps) {
  const { ref, width } = useElementSize()
  const host = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme()
  useEffect(() => {
    if (!host.current || width === 0) return undefined
    const chart = new uPlot(optionsFor(host.current, width, height, scheme), dataOf(points), host.current)
    return () => chart.destroy()
  }, [width, height, points, scheme])
  return (
    <div ref={ref} style={{ height }}>
      <VisuallyHidden>{words.chartText(points.length - 1)}</VisuallyHidden>
      <div ref={host} aria-hidden />
    </div>
  )
}

/** Heights on a screen, for which a float is exact enough; amounts are shown from elsewhere. */
const dataOf = (points: readonly GrowthPoint[]): uPlot.AlignedData => [
  points.map(({ timestampMs }) => timestampMs / 1000),
  points.map(({ earned }) => Number.parseFloat(formatEcho(earned))),
]

function optionsFor(parent: Element, width: number, height: number, scheme: string): uPlot.Options {
  const style = getComputedStyle(parent)
  const color = (name: string) => style.getPropertyValue(`--mantine-color-${name}`)
  const line = color(scheme === 'dark' ? 'ember-4' : 'ember-6')
  const axis: uPlot.Axis = {
    stroke: color('text'),
    grid: { stroke: color('default-border'), width: 1 },
    ticks: { show: false },
    font: `12px ${style.fontFamily}`,
  }
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_chart, _min, max) => [0, max * 1.1 || 1] } },
    axes: [
      { ...axis, grid: { show: false } },
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
