import { usePlayer } from './Player.ts'
import { WaveformCanvas } from './WaveformCanvas.tsx'

interface WaveformProps {
  /** Undefined while they are not known. */
  readonly peaks: Int8Array | undefined
  /** Whether it follows the player. */
  readonly current: boolean
  /** To a share of the length. By keyboard this is done with the arrow keys, everywhere. */
  readonly onSeek: (share: number) => void
}

/** The waveform of a sample that the player knows. */
export function Waveform({ peaks, current, onSeek }: WaveformProps) {
  const { onProgress } = usePlayer()
  return <WaveformCanvas peaks={peaks} follow={current ? onProgress : undefined} onSeek={onSeek} />
}
