import { Skeleton } from '@mantine/core'
import { useCallback } from 'react'
import { WaveformCanvas } from '../../../player/WaveformCanvas.tsx'
import type { Draft } from '../drafts/Draft.ts'
import type { PublishDesk } from '../drafts/PublishDesk.ts'
import { usePeaks } from '../usePeaks.ts'
import type { Preview } from '../usePreview.ts'

interface DraftWaveformProps {
  readonly desk: PublishDesk
  readonly draft: Draft
  readonly preview: Preview
}

/** The waveform of a file that the player does not know. A click plays from there; the play button does by keyboard. */
export function DraftWaveform({ desk, draft, preview }: DraftWaveformProps) {
  const peaks = usePeaks(desk, draft)
  const { onProgress, playing } = preview
  const follow = useCallback(
    (listener: (share: number) => void) => onProgress(draft.id, listener),
    [onProgress, draft.id],
  )
  if (peaks === undefined) return <Skeleton height="100%" />
  if (peaks === null) return null
  return (
    <WaveformCanvas
      peaks={peaks}
      follow={playing === draft.id ? follow : undefined}
      onSeek={(share) => preview.seek(draft, share)}
    />
  )
}
