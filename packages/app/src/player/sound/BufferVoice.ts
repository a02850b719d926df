import { outputTime } from './outputTime.ts'
import type { Voice, VoiceEvents } from './Voice.ts'

/** So short that nobody hears it, and long enough that a wave cut in its middle does not click. */
const FADE_S = 0.006
const AUDIBLE_WITHIN_MS = 3_000
const LOOK_AGAIN_MS = 4

interface Playing {
  readonly source: AudioBufferSourceNode
  readonly fade: GainNode
  /** On the clock of the context. */
  readonly startedAt: number
}

/** A sound held in memory: starts at once, loops without a gap. */
export class BufferVoice implements Voice {
  readonly #context: AudioContext
  readonly #target: AudioNode
  readonly #buffer: AudioBuffer
  readonly #events: Pick<VoiceEvents, 'onEnded'>
  #playing: Playing | undefined
  /** Where it started or stands, in seconds. */
  #offset = 0
  #looping: boolean

  constructor(buffer: AudioBuffer, target: AudioNode, looping: boolean, events: Pick<VoiceEvents, 'onEnded'>) {
    this.#context = target.context as AudioContext
    this.#target = target
    this.#buffer = buffer
    this.#looping = looping
    this.#events = events
  }

  get share(): number {
    return this.#buffer.duration > 0 ? this.#position / this.#buffer.duration : 0
  }

  get #position(): number {
    if (!this.#playing) return this.#offset
    const position = this.#offset + Math.max(0, this.#context.currentTime - this.#playing.startedAt)
    return this.#looping ? position % this.#buffer.duration : Math.min(position, this.#buffer.duration)
  }

  play(): void {
    if (this.#playing) return
    if (this.#offset >= this.#buffer.duration) this.#offset = 0
    const [source, fade] = [this.#context.createBufferSource(), this.#context.createGain()]
    source.buffer = this.#buffer
    source.loop = this.#looping
    source.connect(fade).connect(this.#target)
    source.addEventListener('ended', () => {
      if (this.#playing?.source !== source) return
      this.#playing = undefined
      this.#offset = 0
      this.#events.onEnded()
    })
    this.#playing = { source, fade, startedAt: this.#context.currentTime }
    source.start(0, this.#offset)
  }

  pause(): void {
    this.#offset = this.#position
    this.#silence()
  }

  seek(share: number): void {
    const goesOn = this.#playing !== undefined
    this.#silence()
    this.#offset = share * this.#buffer.duration
    if (goesOn) this.play()
  }

  setLooping(looping: boolean): void {
    const position = this.#position // before the rounds that were played are no longer taken off
    this.#looping = looping
    if (!this.#playing) return
    this.#playing.source.loop = looping
    this.#offset = position
    this.#playing = { ...this.#playing, startedAt: this.#context.currentTime }
  }

  stop(): void {
    this.#silence()
  }

  async audibleAt(): Promise<number | undefined> {
    if (!this.#playing) return undefined
    const { startedAt } = this.#playing
    const giveUpAt = performance.now() + AUDIBLE_WITHIN_MS
    while (performance.now() < giveUpAt) {
      const { contextTime, performanceTime } = outputTime(this.#context)
      if (contextTime > startedAt) return performanceTime - (contextTime - startedAt) * 1000
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    }
    return undefined
  }

  #silence(): void {
    if (!this.#playing) return
    const { source, fade } = this.#playing
    this.#playing = undefined
    const now = this.#context.currentTime
    fade.gain.setValueAtTime(1, now)
    fade.gain.linearRampToValueAtTime(0, now + FADE_S)
    source.stop(now + FADE_S)
  }
}
