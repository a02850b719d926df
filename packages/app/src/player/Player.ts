import { createContext, useContext } from 'react'

/** What the player needs of a sample. */
export interface Playable {
  readonly id: number
  readonly title: string
  readonly contentCid: string
  readonly durationMs: number
}

/** `missing`: the market does not have the file. `unreachable`: nothing answers. `unreadable`: not a sound this browser plays. */
export type PlayProblem = 'missing' | 'unreachable' | 'unreadable'

/** What can be shown of the player; a new object whenever something changed. */
export interface PlayerSnapshot {
  readonly current: Playable | undefined
  readonly state: 'idle' | 'loading' | 'playing' | 'paused' | 'failed'
  /** Why `state` is `failed`. */
  readonly problem: PlayProblem | undefined
  /** 0 to 1. */
  readonly volume: number
  /** Whether a sound starts over at its end, without a gap where it is short enough to be held in memory. */
  readonly looping: boolean
  /** What next and previous go through. */
  readonly queue: readonly Playable[]
}

/** One sound at a time for the whole app, which goes on while pages change. */
export interface Player extends PlayerSnapshot {
  /** Plays a sample from its beginning; `queue` is the list it stands in, for next and previous. */
  play(sample: Playable, queue?: readonly Playable[]): void
  /**
   * Says what is on the screen to go through: next goes on in it, from its first if what is heard is not in it. A list
   * that grows is offered again.
   */
  offer(queue: readonly Playable[]): void
  /** Pauses or goes on; plays the first of the queue if nothing was played yet. */
  toggle(): void
  /** `since` is when it was asked for, as `Event.timeStamp` tells it: what is measured as `next-audible`. */
  next(since?: number): void
  previous(since?: number): void
  /** To a share of the length, 0 to 1. */
  seek(share: number): void
  stop(): void
  setVolume(volume: number): void
  setLooping(looping: boolean): void
  /** Has a sample at hand, so that it is heard at once when it is played. */
  prefetch(sample: Playable): void
  /** Calls back with the share that was played, 0 to 1, at once and with every frame; returns how to stop that. */
  onProgress(listener: (share: number) => void): () => void
}

export const PlayerContext = createContext<Player | undefined>(undefined)

export function usePlayer(): Player {
  const player = useContext(PlayerContext)
  if (!player) throw new Error('usePlayer needs a PlayerProvider')
  return player
}
