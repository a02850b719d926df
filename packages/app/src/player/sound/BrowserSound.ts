import type { Playable } from '../Player.ts'
import type { SoundSource } from '../SoundPlayer.ts'
import { BufferVoice } from './BufferVoice.ts'
import { SoundLibrary, type SoundLibraryOptions, type StreamedSound } from './SoundLibrary.ts'
import { StreamVoice } from './StreamVoice.ts'
import type { Voice, VoiceEvents } from './Voice.ts'

/** Fetches for the pointer that passes over a list, at a time. */
const MAX_PREFETCHES = 4

/** The sound of this browser: one context and one element for the whole app, made when something is first played. */
export class BrowserSound implements SoundSource {
  readonly #library: SoundLibrary
  #output: { readonly context: AudioContext; readonly gain: GainNode } | undefined
  #element: HTMLAudioElement | undefined
  #volume = 1

  constructor(options: Omit<SoundLibraryOptions, 'context'>) {
    this.#library = new SoundLibrary({ ...options, context: () => this.#output?.context })
  }

  ready(sample: Playable): AudioBuffer | undefined {
    return this.#output && this.#library.ready(sample)
  }

  load(sample: Playable): Promise<AudioBuffer | StreamedSound | undefined> {
    return this.#library.load(sample)
  }

  /** Fetches a sample for later, unless enough is under way already. */
  prefetch(sample: Playable): void {
    if (this.#library.pending < MAX_PREFETCHES) this.#library.load(sample).catch(() => {}) // said when it is asked for
  }

  unlock(): void {
    if (!this.#output) {
      const context = new AudioContext({ latencyHint: 'interactive' })
      const gain = context.createGain()
      gain.connect(context.destination)
      this.#output = { context, gain }
      this.setVolume(this.#volume)
    }
    if (this.#output.context.state !== 'running') void this.#output.context.resume()
  }

  voice(sound: AudioBuffer | StreamedSound, looping: boolean, events: VoiceEvents): Voice {
    if (!('url' in sound)) return new BufferVoice(sound, this.#output!.gain, looping, events)
    this.#element ??= new Audio()
    this.setVolume(this.#volume)
    return new StreamVoice(this.#element, sound.url, looping, events)
  }

  setVolume(volume: number): void {
    this.#volume = volume
    const loudness = volume ** 2 // halfway sounds like half as loud
    if (this.#output) this.#output.gain.gain.setTargetAtTime(loudness, this.#output.context.currentTime, 0.01)
    if (this.#element) this.#element.volume = loudness
  }
}
