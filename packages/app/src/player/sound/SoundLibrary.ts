import type { Playable, PlayProblem } from '../Player.ts'
import { ByteBoundedCache } from './ByteBoundedCache.ts'

/** Longer sounds are streamed: a minute of stereo is 23 MB decoded. */
export const MAX_DECODED_MS = 60_000
/** A minute of 24-bit stereo at 48 kHz is 17 MB. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024
/** Some forty loops of four bars. */
export const CACHE_BYTES = 96 * 1024 * 1024
const BYTES_PER_VALUE = 4

/** Thrown when a sound cannot be had. */
export class SoundProblem extends Error {
  readonly code: PlayProblem
  constructor(code: PlayProblem, options?: ErrorOptions) {
    super(`The sound is ${code}`, options)
    this.name = 'SoundProblem'
    this.code = code
  }
}

/** A sound that is played while it is fetched. */
export interface StreamedSound {
  readonly url: string
}

export interface SoundLibraryOptions {
  readonly gatewayUrl: string
  /**
   * How long a sound is as the market heard it; undefined if it has not. What the chain says is whatever the owner
   * claimed, and a file of a few kB may decode to hours: such a one is streamed.
   */
  readonly heardMs: (sample: Playable) => Promise<number | undefined>
  readonly decode: (file: ArrayBuffer) => Promise<AudioBuffer>
  readonly fetch?: typeof fetch
}

/** Fetches, decodes and keeps sounds by their CID. */
export class SoundLibrary {
  readonly #options: SoundLibraryOptions
  readonly #held = new ByteBoundedCache<AudioBuffer>(CACHE_BYTES)
  /** What is under way; ends with its request, so it holds no more than is asked for at a time. */
  readonly #coming = new Map<string, Promise<AudioBuffer | StreamedSound>>()

  constructor(options: SoundLibraryOptions) {
    this.#options = options
  }

  /** A sound that is ready to be heard in this very moment. */
  ready({ contentCid }: Playable): AudioBuffer | undefined {
    return this.#held.get(contentCid)
  }

  /** How many sounds are being fetched or decoded. */
  get pending(): number {
    return this.#coming.size
  }

  urlOf({ contentCid }: Playable): string {
    return `${this.#options.gatewayUrl}/ipfs/${contentCid}`
  }

  /** The sound, decoded if it is short. Throws `SoundProblem`. */
  load(sample: Playable): Promise<AudioBuffer | StreamedSound> {
    const cid = sample.contentCid
    const coming = this.#coming.get(cid)
    if (coming) return coming
    const load = this.#load(sample).finally(() => this.#coming.delete(cid))
    this.#coming.set(cid, load)
    return load
  }

  async #load(sample: Playable): Promise<AudioBuffer | StreamedSound> {
    const streamed = { url: this.urlOf(sample) }
    if (sample.durationMs > MAX_DECODED_MS) return streamed
    const held = this.#held.get(sample.contentCid)
    if (held) return held
    const file = await this.#fetch(sample)
    if (!file) return streamed
    const decoded = await this.#options.decode(file).catch((cause: unknown) => {
      throw new SoundProblem('unreadable', { cause })
    })
    const sizeBytes = decoded.length * decoded.numberOfChannels * BYTES_PER_VALUE
    this.#held.set(sample.contentCid, decoded, sizeBytes)
    return decoded
  }

  /** The bytes of a file; undefined if it must not be decoded as a whole. */
  async #fetch(sample: Playable): Promise<ArrayBuffer | undefined> {
    const request = this.#options.fetch ?? fetch
    const gone = new AbortController()
    const [response, heardMs] = await Promise.all([
      request(this.urlOf(sample), { signal: gone.signal }).catch((cause: unknown) => {
        throw new SoundProblem('unreachable', { cause })
      }),
      this.#options.heardMs(sample),
    ])
    if (!response.ok) throw new SoundProblem('missing')
    const sizeBytes = Number(response.headers.get('Content-Length') ?? Number.POSITIVE_INFINITY)
    if (heardMs === undefined || heardMs > MAX_DECODED_MS || sizeBytes > MAX_FILE_BYTES) {
      gone.abort()
      return undefined
    }
    return response.arrayBuffer().catch((cause: unknown) => {
      throw new SoundProblem('unreachable', { cause })
    })
  }
}
