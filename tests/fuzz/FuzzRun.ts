import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Corpus } from './Corpus.ts'
import type { Coverage } from './Coverage.ts'
import { FuzzRandom } from './FuzzRandom.ts'
import type { FuzzTarget, OpenTarget } from './FuzzTarget.ts'
import { mutate } from './mutate.ts'

/** Longer than any input may take, in time of the processor: the machine may have other things to do. */
export const MAX_INPUT_MS = 1_000
/** Longer than any input may take however busy the machine is. */
const MAX_WAIT_MS = 60_000
/** More than garbage collection and caches leave behind; a leak of 100 bytes an input exceeds it in a long run. */
export const MAX_GROWTH = 32 * 2 ** 20
/** Part of the inputs, or of the time, before memory is first measured: what is compiled and cached is there by then. */
const WARM_UP = 0.2
/** Inputs between two looks at the clock, and for guided targets at what code has run. */
const BATCH = 32
const GUIDED_BATCH = 256

export interface FuzzOptions {
  readonly seed: number
  readonly inputs: number
  /** When to end although there are inputs left. */
  readonly endMs: number
  readonly coverage?: Coverage
  /** Told of each input before it is run: what ended the process can be known afterwards. */
  readonly note?: (input: Uint8Array) => void
  readonly onProgress?: (progress: FuzzReport) => void
}

export interface FuzzReport {
  readonly target: string
  readonly inputs: number
  readonly seconds: number
  /** How often what came out. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly slowestMs: number
  /** Bytes on JavaScript's heap and outside of it, against those after the first fifth. */
  readonly growth: number
  /** Inputs kept because they did something new. */
  readonly kept: number
  readonly fault?: { readonly message: string; readonly input: string }
}

/** Feeds a target until something goes wrong, all inputs are used, or time is up. */
export async function runTarget(target: FuzzTarget, options: FuzzOptions): Promise<FuzzReport> {
  const random = new FuzzRandom(options.seed, target.name)
  const open = await target.open(random)
  try {
    return await new FuzzRun(target, open, random, options).run()
  } finally {
    await open.close?.()
  }
}

class FuzzRun {
  readonly #target: FuzzTarget
  readonly #open: OpenTarget
  readonly #random: FuzzRandom
  readonly #options: FuzzOptions
  readonly #corpus: Corpus
  readonly #outcomes = new Map<string, number>()
  readonly #startMs = performance.now()
  readonly #startedMs = Date.now()
  #inputs = 0
  #slowestMs = 0
  #warmBytes: number | undefined
  readonly #slow: Uint8Array[] = []
  #fault: FuzzReport['fault']

  constructor(target: FuzzTarget, open: OpenTarget, random: FuzzRandom, options: FuzzOptions) {
    this.#target = target
    this.#open = open
    this.#random = random
    this.#options = options
    this.#corpus = new Corpus(open.corpus)
  }

  async run(): Promise<FuzzReport> {
    const { inputs, endMs, onProgress } = this.#options
    for (const input of this.#open.corpus) await this.#feed(input)
    this.#options.coverage?.learn(this.#options.coverage.take())
    while (this.#inputs < inputs && !this.#fault && Date.now() < endMs) {
      const most = this.#target.guided ? GUIDED_BATCH : BATCH
      await this.#runBatch(Math.min(most, inputs - this.#inputs))
      await setImmediate() // without turns of the event loop what weak references name is kept: 10 KB a request
      if (this.#isWarm()) this.#warmBytes ??= usedBytes()
      onProgress?.(this.#report(0))
    }
    const growth = this.#warmBytes === undefined ? 0 : usedBytes() - this.#warmBytes
    if (growth > MAX_GROWTH + (this.#target.allowedGrowth ?? 0))
      this.#fault ??= { message: `Grew by ${growth} bytes in ${this.#inputs} inputs`, input: '' }
    return this.#report(growth)
  }

  #isWarm(): boolean {
    const { inputs, endMs } = this.#options
    const isLate = Date.now() - this.#startedMs > (endMs - this.#startedMs) * WARM_UP
    return isLate || this.#inputs >= inputs * WARM_UP
  }

  async #runBatch(count: number): Promise<void> {
    const { atOnce = 1 } = this.#open
    const batch = Array.from({ length: count }, () => this.#next())
    if (atOnce === 1) for (const input of batch) await this.#feed(input)
    else {
      const queue = batch[Symbol.iterator]()
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (const input of queue) await this.#feed(input)
        }),
      )
    }
    await this.#timeSlowOnes()
    if (this.#target.guided && !this.#fault) this.#keepNew(batch)
  }

  #next(): Uint8Array {
    const { generate, words } = this.#open
    if (generate) return generate(this.#random)
    return mutate(this.#corpus.pick(this.#random), this.#corpus.inputs, this.#random, words)
  }

  async #feed(input: Uint8Array): Promise<void> {
    if (this.#fault) return
    this.#inputs++
    this.#options.note?.(input)
    try {
      const { outcome, tookMs } = await this.#timed(input)
      this.#count(outcome, input)
      if (tookMs > MAX_INPUT_MS) this.#slow.push(input)
      else this.#slowestMs = Math.max(this.#slowestMs, tookMs)
    } catch (error) {
      this.#fault = faultOf(error, input)
    }
  }

  /** Of several at once each is charged with all that was done meanwhile: what was slow is looked at on its own. */
  async #timeSlowOnes(): Promise<void> {
    for (const input of this.#slow.splice(0)) {
      const { tookMs } = await this.#timed(input)
      this.#slowestMs = Math.max(this.#slowestMs, tookMs)
      if (tookMs > MAX_INPUT_MS) this.#fault ??= faultOf(new Error(`Took ${Math.round(tookMs)} ms twice`), input)
    }
  }

  async #timed(input: Uint8Array): Promise<{ outcome: string; tookMs: number }> {
    const startMs = performance.now()
    const before = process.cpuUsage()
    const running = this.#open.run(input)
    const outcome = typeof running === 'string' ? running : await running
    const { user, system } = process.cpuUsage(before)
    const wallMs = performance.now() - startMs
    return { outcome, tookMs: wallMs > MAX_WAIT_MS ? wallMs : Math.min(wallMs, (user + system) / 1_000) }
  }

  #count(outcome: string, input: Uint8Array): void {
    const times = this.#outcomes.get(outcome) ?? 0
    this.#outcomes.set(outcome, times + 1)
    if (times === 0 && this.#target.guided) this.#corpus.add(input)
  }

  /** Looks for those of a batch that ran code which none had before: runs it again by halves. */
  #keepNew(batch: readonly Uint8Array[]): void {
    const { coverage } = this.#options
    if (!coverage) return
    const ran = coverage.take()
    if (ran.length === 0) return
    const search = (inputs: readonly Uint8Array[]): void => {
      for (const input of inputs) void this.#open.run(input)
      const fresh = coverage.take()
      if (fresh.length === 0) return
      if (inputs.length === 1) {
        this.#corpus.add(inputs[0])
        return coverage.learn(fresh)
      }
      const middle = inputs.length >> 1
      search(inputs.slice(0, middle))
      search(inputs.slice(middle))
    }
    search(batch)
    coverage.learn(ran) // also what runs only once, such as the first use of a table
  }

  #report(growth: number): FuzzReport {
    return {
      target: this.#target.name,
      inputs: this.#inputs,
      seconds: (performance.now() - this.#startMs) / 1_000,
      outcomes: Object.fromEntries(this.#outcomes),
      slowestMs: this.#slowestMs,
      growth,
      kept: this.#corpus.found,
      fault: this.#fault,
    }
  }
}

const faultOf = (error: unknown, input: Uint8Array): FuzzReport['fault'] => ({
  message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  input: Buffer.from(input).toString('hex'),
})

let collectGarbage: (() => void) | undefined

/** What is in use once the garbage is gone. */
function usedBytes(): number {
  if (!collectGarbage) {
    setFlagsFromString('--expose-gc')
    collectGarbage = runInNewContext('gc') as () => void
  }
  collectGarbage()
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external // `external` counts array buffers and WebAssembly memories as well
}
