import { Session } from 'node:inspector'

/** What has run of one function: a byte for each of its characters. */
interface Ran {
  readonly name: string
  readonly characters: Uint8Array
}

/**
 * Which parts of our own code have run, as V8 counts them. By characters, since V8 joins neighbouring blocks that ran
 * equally often: the same code is told as other blocks each time. One at a time in a process.
 */
export class Coverage {
  readonly #session = new Session()
  readonly #known = new Map<string, Uint8Array>()
  readonly #isOurs: (url: string) => boolean

  /** Begins to count. `isOurs` says in which scripts, by their address. */
  constructor(isOurs: (url: string) => boolean) {
    this.#isOurs = isOurs
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
    this.learn(this.take())
  }

  /** What has run since the last time and is not known; {@link learn} makes it known. */
  take(): Ran[] {
    const fresh: Ran[] = []
    // This inspector answers before `post` returns.
    this.#session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      for (const { url, scriptId, functions } of result)
        if (this.#isOurs(url))
          for (const { ranges } of functions) {
            const { startOffset, endOffset, count } = ranges[0]
            if (count === 0) continue
            const characters = new Uint8Array(endOffset - startOffset)
            for (const range of ranges)
              // from the outermost in
              characters.fill(range.count > 0 ? 1 : 0, range.startOffset - startOffset, range.endOffset - startOffset)
            const ran = { name: `${scriptId}:${startOffset}`, characters }
            if (!this.isKnown(ran)) fresh.push(ran)
          }
    })
    return fresh
  }

  isKnown({ name, characters }: Ran): boolean {
    const known = this.#known.get(name)
    return known !== undefined && characters.every((ran, at) => ran <= known[at])
  }

  learn(all: readonly Ran[]): void {
    for (const { name, characters } of all) {
      const known = this.#known.get(name)
      if (known) characters.forEach((ran, at) => (known[at] |= ran))
      else this.#known.set(name, characters)
    }
  }
}
