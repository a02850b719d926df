import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import WaveSurfer from 'wavesurfer.js'
import type { Peaks } from '../../player/peaksQuery.ts'
import { usePlayer } from '../../player/Player.ts'
import { PositionSlider } from '../../player/PositionSlider.tsx'

const FULL_SCALE = 127
const SECOND_MS = 1_000

interface LargeWaveformProps {
  readonly peaks: Peaks
  /** How many times wider than its frame. */
  readonly zoom: number
  readonly current: boolean
  readonly onSeek: (share: number) => void
}

/** A waveform to look into: zoomed, scrolled along with what is heard, clicked or moved through by keyboard. */
export function LargeWaveform(props: LargeWaveformProps) {
  const scheme = useComputedColorScheme()
  const { peaks, current, onSeek } = props
  return (
    <PositionSlider durationMs={peaks.durationMs} current={current} onSeek={onSeek} keysOnly>
      <Drawing key={scheme} {...props} />
    </PositionSlider>
  )
}

function Drawing({ peaks, zoom, current, onSeek }: LargeWaveformProps) {
  const container = useRef<HTMLDivElement>(null)
  const [surfer, setSurfer] = useState<WaveSurfer>()
  const { onProgress } = usePlayer()
  const durationS = Math.max(peaks.durationMs, 1) / SECOND_MS

  useEffect(() => {
    if (!container.current) return undefined
    const created = draw(container.current, peaks, durationS)
    created.once('ready', () => setSurfer(created))
    return () => {
      setSurfer(undefined)
      created.destroy()
    }
  }, [peaks, durationS])

  useEffect(() => surfer?.on('click', onSeek), [surfer, onSeek])

  useEffect(() => {
    surfer?.zoom(zoom === 1 ? 0 : (zoom * surfer.getWidth()) / durationS)
  }, [surfer, zoom, durationS])

  useEffect(() => {
    const show = (share: number) => surfer?.getRenderer().renderProgress(share, current)
    if (current) return onProgress(show)
    show(0)
    return undefined
  }, [surfer, current, onProgress])

  return <div ref={container} style={{ height: '100%' }} />
}

function draw(container: HTMLElement, peaks: Peaks, duration: number): WaveSurfer {
  const { color, accentColor } = getComputedStyle(container)
  return WaveSurfer.create({
    container,
    duration,
    height: 'auto',
    waveColor: color,
    progressColor: accentColor,
    cursorColor: accentColor,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    normalize: true,
    peaks: channelsOf(peaks.values),
  })
}

/** Upper and lower half, as wavesurfer draws two channels. */
function channelsOf(values: Int8Array): Float32Array[] {
  const pairs = values.length / 2
  return [
    Float32Array.from({ length: pairs }, (_, pair) => values[2 * pair + 1] / FULL_SCALE),
    Float32Array.from({ length: pairs }, (_, pair) => values[2 * pair] / FULL_SCALE),
  ]
}
