import type { PlayProblem } from '../Player.ts'

/** One sound on its way to the loudspeaker. */
export interface Voice {
  /** How much was played, 0 to 1. */
  readonly share: number
  play(): void
  pause(): void
  seek(share: number): void
  setLooping(looping: boolean): void
  /** For good. */
  stop(): void
  /** When its first sound leaves the computer after `play`, on the clock of `performance.now`; undefined if it never did. */
  audibleAt(): Promise<number | undefined>
}

/** What a voice tells of itself. */
export interface VoiceEvents {
  onEnded(): void
  /** It has to wait for the network, or goes on after that. */
  onWaiting(waiting: boolean): void
  onFailed(problem: PlayProblem): void
}
