import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { network as networkWords } from '../../../text/network.ts'
import type { BlockInterval } from './measureBlocks.ts'

interface BlockTimeChartProps {
  readonly intervals: readonly BlockInterval[]
  readonly height: number
}

/** A bar for each block: how long it came after the one before. Its colours are those of the scheme it was made in. */
export function BlockTimeChart({ intervals, height }: BlockTimeChartProps) {
  const { ref: measured, width } = useElementSize()
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!host.current || width === 0) return
    const data: uPlot.AlignedData = [intervals.map(({ number }) => number), intervals.map(({ seconds }) => seconds)]
    const chart = new uPlot(optionsFor(host.current, width, height), data, host.current)
    return () => chart.destroy()
  }, [width, height, intervals])
  return (
    <div ref={measured} style={{ height }} aria-hidden>
      <div ref={host} />
    </div>
  )
}

function optionsFor(parent: Element, width: number, height: number): uPlot.Options {
  const style = getComputedStyle(parent)
  const color = (name: string) => style.getPropertyValue(`--mantine-color-${name}`)
  const axis: uPlot.Axis = {
    stroke: color('dimmed'),
    grid: { stroke: color('default-border'), width: 1 },
    ticks: { show: false },
    font: `12px ${style.fontFamily}`,
  }
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
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
