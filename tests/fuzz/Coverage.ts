import { Session } from 'node:inspector'

/** Which blocks of our own code have run, as V8 counts them. One at a time in a process. */
export class Coverage {
  readonly #session = new Session()
  readonly #seen = new Set<string>()
  readonly #isOurs: (url: string) => boolean

  /** Begins to count. `isOurs` says in which scripts, by their address. */
  constructor(isOurs: (url: string) => boolean) {
    this.#isOurs = isOurs
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
    this.#take()
  }

  /** How many blocks are known to run. */
  get blocks(): number {
    return this.#seen.size
  }

  /** What has run since the last time and was not known; {@link learn} makes it known. */
  takeNew(): Set<string> {
    return new Set(this.#take().filter((block) => !this.#seen.has(block)))
  }

  learn(blocks: Iterable<string>): void {
    for (const block of blocks) this.#seen.add(block)
  }

  stop(): void {
    this.#session.post('Profiler.stopPreciseCoverage')
    this.#session.disconnect()
  }

  #take(): string[] {
    const run: string[] = []
    // This inspector answers before `post` returns.
    this.#session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      for (const { url, scriptId, functions } of result)
        if (this.#isOurs(url))
          for (const { ranges } of functions)
            for (const { startOffset, endOffset, count } of ranges)
              if (count > 0) run.push(`${scriptId}:${startOffset}:${endOffset}`)
    })
    return run
  }
}
