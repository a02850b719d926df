import { Skeleton, useComputedColorScheme } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useMemo, useRef } from 'react'
import { barCount, barsOf, drawWaveform } from '../../../player/drawWaveform.ts'
import type { Draft } from '../drafts/Draft.ts'
import type { PublishDesk } from '../drafts/PublishDesk.ts'
import { usePeaks } from '../usePeaks.ts'
import type { Preview } from '../usePreview.ts'
import classes from './DraftHead.module.css'

interface DraftWaveformProps {
  readonly desk: PublishDesk
  readonly draft: Draft
  readonly preview: Preview
}

/** The waveform of a file that the player does not know. A click plays from there; the play button does by keyboard. */
export function DraftWaveform({ desk, draft, preview }: DraftWaveformProps) {
  const peaks = usePeaks(desk, draft)
  const { ref: measured, width, height } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const ref = useMergedRef(canvas, measured)
  const scheme = useComputedColorScheme()
  const bars = useMemo(() => (peaks ? barsOf(peaks, barCount(width)) : []), [peaks, width])
  const isPlaying = preview.playing === draft.id
  const { onProgress } = preview

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
    if (isPlaying) return onProgress(draft.id, draw)
    draw(0)
    return undefined
  }, [bars, width, height, scheme, isPlaying, onProgress, draft.id])

  if (peaks === undefined) return <Skeleton height="100%" />
  if (peaks === null) return null
  return (
    <canvas
      ref={ref}
      className={classes.canvas}
      data-scheme={scheme}
      aria-hidden
      onClick={({ nativeEvent, currentTarget }) => preview.seek(draft, nativeEvent.offsetX / currentTarget.clientWidth)}
    />
  )
}
