import type { PlayProblem } from '../Player.ts'
import type { Voice, VoiceEvents } from './Voice.ts'

/** A sound that is played while it is being fetched: for long files. The element is the player's only one. */
export class StreamVoice implements Voice {
  readonly #element: HTMLAudioElement
  readonly #given = new AbortController()
  readonly #events: VoiceEvents
  #audible: Promise<number | undefined> | undefined

  constructor(element: HTMLAudioElement, url: string, looping: boolean, events: VoiceEvents) {
    this.#element = element
    this.#events = events
    element.loop = looping
    element.src = url
    const { signal } = this.#given
    element.addEventListener('ended', () => events.onEnded(), { signal })
    element.addEventListener('waiting', () => events.onWaiting(true), { signal })
    element.addEventListener('playing', () => events.onWaiting(false), { signal })
    element.addEventListener('error', () => void this.#fail(), { signal })
  }

  get share(): number {
    const { currentTime, duration } = this.#element
    return Number.isFinite(duration) && duration > 0 ? currentTime / duration : 0
  }

  play(): void {
    const { signal } = this.#given
    this.#audible = new Promise((resolve) => {
      this.#element.addEventListener('playing', ({ timeStamp }) => resolve(timeStamp), { once: true, signal })
      signal.addEventListener('abort', () => resolve(undefined))
    })
    this.#element.play().catch(() => {}) // what is wrong is told by the event `error`; being stopped is not wrong
  }

  pause(): void {
    this.#element.pause()
  }

  seek(share: number): void {
    const { duration } = this.#element
    if (Number.isFinite(duration)) this.#element.currentTime = share * duration
    else
      this.#element.addEventListener('loadedmetadata', () => this.seek(share), {
        once: true,
        signal: this.#given.signal,
      })
  }

  setLooping(looping: boolean): void {
    this.#element.loop = looping
  }

  stop(): void {
    this.#given.abort()
    this.#element.pause()
    this.#element.removeAttribute('src')
    this.#element.load() // lets go of the connection
  }

  audibleAt(): Promise<number | undefined> {
    return this.#audible ?? Promise.resolve(undefined)
  }

  /** The element does not tell a missing file from one it cannot read. */
  async #fail(): Promise<void> {
    const { signal } = this.#given
    const problem = await fetch(this.#element.src, { method: 'HEAD', signal }).then(
      ({ ok }): PlayProblem => (ok ? 'unreadable' : 'missing'),
      (): PlayProblem => 'unreachable',
    )
    if (!signal.aborted) this.#events.onFailed(problem)
  }
}
