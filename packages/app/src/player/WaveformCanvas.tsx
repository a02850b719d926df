import { useComputedColorScheme } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useMemo, useRef } from 'react'
import { barCount, barsOf, drawWaveform } from './drawWaveform.ts'
import classes from './WaveformCanvas.module.css'

interface WaveformCanvasProps {
  /** Undefined while they are not known. */
  readonly peaks: Int8Array | undefined
  /** Calls back with the share that was played, with every frame; returns how to stop that. Absent while nothing plays. */
  readonly follow?: (listener: (share: number) => void) => () => void
  /** To a share of the length. By keyboard this is done with the arrow keys, everywhere. */
  readonly onSeek: (share: number) => void
}

const NOTHING = new Int8Array()

/** A small waveform that shows how much was played and is clicked to go to a place. */
export function WaveformCanvas({ peaks = NOTHING, follow, onSeek }: WaveformCanvasProps) {
  const { ref: measured, width, height } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const ref = useMergedRef(canvas, measured)
  const scheme = useComputedColorScheme()
  const bars = useMemo(() => barsOf(peaks, barCount(width)), [peaks, width])

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || width === 0 || element.dataset.scheme !== scheme) return undefined
    const scale = window.devicePixelRatio
    element.width = Math.round(width * scale)
    element.height = Math.round(height * scale)
    context.scale(scale, scale)
    const { color: rest, accentColor: played } = getComputedStyle(element) // of this color scheme
    const draw = (share: number) => drawWaveform(context, bars, { width, height }, share, { rest, played })
    if (follow) return follow(draw)
    draw(0)
    return undefined
  }, [bars, width, height, scheme, follow])

  return (
    <canvas
      ref={ref}
      className={classes.canvas}
      data-scheme={scheme}
      aria-hidden
      onClick={({ nativeEvent, currentTarget }) => onSeek(nativeEvent.offsetX / currentTarget.clientWidth)}
    />
  )
}
