import { createContext, useContext } from 'react'

/** What the player needs of a sample. */
export interface Playable {
  readonly id: number
  readonly title: string
  readonly contentCid: string
  readonly durationMs: number
}

/** One sound at a time for the whole app, which goes on while pages change. */
export interface Player {
  readonly current: Playable | undefined
  readonly state: 'idle' | 'loading' | 'playing' | 'paused' | 'failed'
  /** Plays a sample; `queue` is the list it stands in, for next and previous. */
  play(sample: Playable, queue?: readonly Playable[]): void
  toggle(): void
  next(): void
  previous(): void
  /** To a share of the length, 0 to 1. */
  seek(share: number): void
  stop(): void
  /** Has a sample at hand, so that it is heard at once when it is played. */
  prefetch(sample: Playable): void
  /** Calls back with the share that was played, 0 to 1, with every frame; returns how to stop that. */
  onProgress(listener: (share: number) => void): () => void
}

export const PlayerContext = createContext<Player | undefined>(undefined)

export function usePlayer(): Player {
  const player = useContext(PlayerContext)
  if (!player) throw new Error('usePlayer needs a PlayerProvider')
  return player
}
