import type { Playable } from '../Player.ts'
import type { SoundSource } from '../SoundPlayer.ts'
import { BufferVoice } from './BufferVoice.ts'
import { SoundLibrary, type SoundLibraryOptions, type StreamedSound } from './SoundLibrary.ts'
import { StreamVoice } from './StreamVoice.ts'
import type { Voice, VoiceEvents } from './Voice.ts'

/** Fetches for the pointer that passes over a list, at a time. */
const MAX_PREFETCHES = 4
/** Without it a change of volume crackles. */
const FADE_S = 0.01

interface Output {
  readonly context: AudioContext
  readonly gain: GainNode
}

/** The sound of this browser: one context and one element for the whole app, made when the first sound is fetched. */
export class BrowserSound implements SoundSource {
  readonly #library: SoundLibrary
  #made: Output | undefined
  #element: HTMLAudioElement | undefined
  #volume = 1

  constructor(options: Omit<SoundLibraryOptions, 'decode'>) {
    this.#library = new SoundLibrary({ ...options, decode: (file) => this.#output.context.decodeAudioData(file) })
  }

  ready(sample: Playable): AudioBuffer | undefined {
    return this.#library.ready(sample)
  }

  load(sample: Playable): Promise<AudioBuffer | StreamedSound> {
    return this.#library.load(sample)
  }

  /** Fetches a sample for later, unless enough is under way already. */
  prefetch(sample: Playable): void {
    if (this.#library.pending < MAX_PREFETCHES) this.#library.load(sample).catch(() => {}) // said when it is asked for
  }

  unlock(): void {
    const { context } = this.#output
    if (context.state !== 'running') void context.resume()
  }

  voice(sound: AudioBuffer | StreamedSound, looping: boolean, events: VoiceEvents): Voice {
    if (!('url' in sound)) return new BufferVoice(sound, this.#output.gain, looping, events)
    this.#element ??= new Audio()
    this.setVolume(this.#volume)
    return new StreamVoice(this.#element, sound.url, looping, events)
  }

  setVolume(volume: number): void {
    this.#volume = volume
    if (this.#made) this.#made.gain.gain.setTargetAtTime(loudness(volume), this.#made.context.currentTime, FADE_S)
    if (this.#element) this.#element.volume = loudness(volume)
  }

  /** Silent until `unlock`, which browsers allow when the person has pressed something; it decodes before that. */
  get #output(): Output {
    if (this.#made) return this.#made
    const context = new AudioContext({ latencyHint: 'interactive' })
    const gain = context.createGain()
    gain.gain.value = loudness(this.#volume)
    gain.connect(context.destination)
    this.#made = { context, gain }
    return this.#made
  }
}

/** Halfway sounds about half as loud. */
const loudness = (volume: number): number => volume ** 2
