import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

/** How what is drawn fits in with the page around it. */
export interface ChartStyle {
  /** A colour of the theme in the scheme that is shown, such as `teal-6`. */
  color(name: string): string
  readonly scheme: 'light' | 'dark'
  /** Lines and letters that every axis has. */
  readonly axis: uPlot.Axis
}

interface ChartProps {
  /** Is called when it is drawn; must stay the same function while the data do. */
  readonly readData: () => uPlot.AlignedData
  readonly height: number
  /** What the kind of chart adds; must stay the same function. */
  readonly optionsFor: (style: ChartStyle) => Omit<uPlot.Options, 'width' | 'height'>
}

/** A chart as wide as there is room, drawn anew when that, its data or the colour scheme changes. Pages load it lazily. */
export function Chart({ readData, height, optionsFor }: ChartProps) {
  const { ref, width } = useElementSize()
  const host = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme()
  useEffect(() => {
    if (!host.current || width === 0) return undefined
    const options = { legend: { show: false }, cursor: { show: false }, ...optionsFor(readStyle(host.current, scheme)) }
    const chart = new uPlot({ width, height, ...options }, readData(), host.current)
    return () => chart.destroy()
  }, [width, height, readData, optionsFor, scheme])
  return (
    <div ref={ref} style={{ height }} aria-hidden>
      <div ref={host} />
    </div>
  )
}

function readStyle(element: Element, scheme: ChartStyle['scheme']): ChartStyle {
  const style = getComputedStyle(element)
  const color = (name: string): string => style.getPropertyValue(`--mantine-color-${name}`)
  const axis = {
    stroke: color('text'),
    grid: { stroke: color('default-border'), width: 1 },
    ticks: { show: false },
    font: `12px ${style.fontFamily}`,
  }
  return { color, scheme, axis }
}
