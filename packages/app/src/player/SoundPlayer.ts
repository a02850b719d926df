import type { Playable, PlayerSnapshot, PlayProblem } from './Player.ts'
import { ProgressFrames } from './ProgressFrames.ts'
import { SoundProblem, type StreamedSound } from './sound/SoundLibrary.ts'
import type { Voice, VoiceEvents } from './sound/Voice.ts'

/** What the player plays with; a test puts in its own. */
export interface SoundSource {
  /** What can be heard at once. */
  ready(sample: Playable): AudioBuffer | undefined
  /** Throws `SoundProblem`. */
  load(sample: Playable): Promise<AudioBuffer | StreamedSound>
  voice(sound: AudioBuffer | StreamedSound, looping: boolean, events: VoiceEvents): Voice
  /** Lets sound out, which browsers allow when the person has pressed something. */
  unlock(): void
  setVolume(volume: number): void
}

export interface SoundPlayerOptions {
  readonly sounds: SoundSource
  readonly frames: ProgressFrames
  readonly volume: number
  readonly now: () => number
  /** How long it took from a press until something was heard. */
  readonly onAudible: (heard: HeardSound) => void
}

export interface HeardSound {
  readonly sample: Playable
  /** Both as `performance.now` tells time. */
  readonly askedAt: number
  readonly heardAt: number
  /** Whether it was at hand when it was asked for. */
  readonly prefetched: boolean
}

/** How many neighbours are fetched ahead on either side. */
const AHEAD = 2

/** Which sample is heard, what comes before and after it, and whether it is playing. */
export class SoundPlayer {
  readonly #options: SoundPlayerOptions
  readonly #listeners = new Set<() => void>()
  #snapshot: PlayerSnapshot
  #voice: Voice | undefined
  /** Tells a sound that was fetched for somebody who has moved on. */
  #turn = 0
  /** Where to begin once it is loaded. */
  #startShare = 0

  constructor(options: SoundPlayerOptions) {
    this.#options = options
    this.#snapshot = {
      current: undefined,
      state: 'idle',
      problem: undefined,
      volume: options.volume,
      looping: false,
      queue: [],
    }
    options.sounds.setVolume(options.volume)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly snapshot = (): PlayerSnapshot => this.#snapshot

  /** How much was played, 0 to 1. */
  readonly share = (): number => this.#voice?.share ?? this.#startShare

  readonly play = (sample: Playable, queue = this.#snapshot.queue, since = this.#options.now()): void => {
    const { sounds } = this.#options
    this.#turn++
    this.#voice?.stop()
    this.#voice = undefined
    this.#startShare = 0
    sounds.unlock()
    const ready = sounds.ready(sample)
    this.#set({ current: sample, queue, problem: undefined, state: ready ? 'playing' : 'loading' })
    if (ready) return this.#begin(sample, ready, { since, prefetched: true })
    void this.#load(sample, since)
  }

  readonly offer = (queue: readonly Playable[]): void => this.#set({ queue })

  readonly toggle = (): void => {
    const { state, current, queue } = this.#snapshot
    if (state === 'playing' || state === 'loading') {
      if (!this.#voice) return this.stop()
      this.#voice.pause()
      this.#set({ state: 'paused' })
    } else if (state === 'paused' && this.#voice) {
      this.#options.sounds.unlock()
      this.#voice.play()
      this.#set({ state: 'playing' })
    } else if (state === 'failed' && current) this.play(current)
    else if (state === 'idle' && queue.length > 0) this.play(queue[0])
  }

  readonly next = (since?: number): void => this.#step(1, since)

  readonly previous = (since?: number): void => this.#step(-1, since)

  readonly seek = (share: number): void => {
    const within = Math.min(1, Math.max(0, share))
    if (this.#voice) this.#voice.seek(within)
    else if (this.#snapshot.state === 'loading') this.#startShare = within
    this.#options.frames.tell(this.share())
  }

  readonly stop = (): void => {
    this.#turn++
    this.#voice?.stop()
    this.#voice = undefined
    this.#startShare = 0
    this.#set({ current: undefined, state: 'idle', problem: undefined })
  }

  readonly setVolume = (volume: number): void => {
    this.#options.sounds.setVolume(volume)
    this.#set({ volume })
  }

  readonly setLooping = (looping: boolean): void => {
    this.#voice?.setLooping(looping)
    this.#set({ looping })
  }

  async #load(sample: Playable, since: number): Promise<void> {
    const turn = this.#turn
    try {
      const sound = await this.#options.sounds.load(sample)
      if (turn === this.#turn) this.#begin(sample, sound, { since, prefetched: false })
    } catch (error) {
      if (turn === this.#turn) this.#set({ state: 'failed', problem: problemOf(error) })
    }
  }

  #begin(
    sample: Playable,
    sound: AudioBuffer | StreamedSound,
    asked: { readonly since: number; readonly prefetched: boolean },
  ): void {
    const turn = this.#turn
    const ifCurrent = (tell: () => void) => () => void (turn === this.#turn && tell())
    const voice = this.#options.sounds.voice(sound, this.#snapshot.looping, {
      onEnded: ifCurrent(() => {
        voice.seek(0)
        this.#set({ state: 'paused' })
      }),
      onWaiting: (waiting) => ifCurrent(() => this.#wait(waiting))(),
      onFailed: (problem) => ifCurrent(() => this.#set({ state: 'failed', problem }))(),
    })
    this.#voice = voice
    if (this.#startShare > 0) voice.seek(this.#startShare)
    voice.play()
    this.#set({ state: 'url' in sound ? 'loading' : 'playing' })
    void this.#listen(voice, { sample, askedAt: asked.since, prefetched: asked.prefetched })
    this.#fetchNeighbours()
  }

  async #listen(voice: Voice, asked: Omit<HeardSound, 'heardAt'>): Promise<void> {
    const heardAt = await voice.audibleAt()
    if (heardAt !== undefined && voice === this.#voice) this.#options.onAudible({ ...asked, heardAt })
  }

  /** A stream that is paused may still be filling its buffer. */
  #wait(waiting: boolean): void {
    const { state } = this.#snapshot
    if (state === 'playing' || state === 'loading') this.#set({ state: waiting ? 'loading' : 'playing' })
  }

  #step(by: 1 | -1, since?: number): void {
    const { queue, current } = this.#snapshot
    const at = queue.findIndex(({ id }) => id === current?.id)
    // Of a list that does not have what is heard, the first comes next.
    const to = at >= 0 ? queue[at + by] : by > 0 || !current ? queue[0] : undefined
    if (to) this.play(to, queue, since)
  }

  #fetchNeighbours(): void {
    const { queue, current } = this.#snapshot
    const at = queue.findIndex(({ id }) => id === current?.id)
    if (at < 0) return
    const turn = this.#turn
    const neighbours = Array.from({ length: AHEAD }, (_, by) => [queue[at + by + 1], queue[at - by - 1]]).flat()
    void (async () => {
      for (const sample of neighbours) {
        if (turn !== this.#turn) return
        if (sample) await this.#options.sounds.load(sample).catch(() => {}) // said when it is asked for
      }
    })()
  }

  #set(changes: Partial<PlayerSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes }
    this.#options.frames.run(this.#snapshot.state === 'playing', this.share)
    for (const listener of this.#listeners) listener()
  }
}

const problemOf = (error: unknown): PlayProblem => (error instanceof SoundProblem ? error.code : 'unreadable')
