import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FuzzReport } from './FuzzRun.ts'

/** Without a word for so long, it hangs: it speaks after a few inputs, each of which takes a second at most. */
const SILENCE_MS = 300_000

export interface TargetJob {
  readonly target: string
  readonly seed: number
  readonly inputs: number
  readonly endMs: number
  /** Where the input under way is noted. */
  readonly noteFile: string
}

/** A target in a process of its own, so that nothing it does ends the others. */
export class TargetProcess {
  readonly #child: ChildProcess
  readonly #job: TargetJob
  readonly #onProgress: (report: FuzzReport) => void
  #last: FuzzReport | undefined
  #timer: NodeJS.Timeout | undefined
  #hangs = false

  constructor(job: TargetJob, onProgress: (report: FuzzReport) => void) {
    this.#job = job
    this.#onProgress = onProgress
    this.#child = fork(join(import.meta.dirname, 'targetMain.ts'), [JSON.stringify(job)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
  }

  /** What came of it; where the process ended or fell silent, with the input that was under way. */
  async run(): Promise<FuzzReport> {
    const { promise, resolve } = Promise.withResolvers<number | NodeJS.Signals | null>()
    let final: FuzzReport | undefined
    this.#child.on('message', ({ report, isFinal }: { report: FuzzReport; isFinal: boolean }) => {
      this.#expectMore()
      this.#last = report
      this.#onProgress(report)
      if (isFinal) final = report
    })
    this.#child.on('close', (code, signal) => resolve(signal ?? code))
    this.#expectMore()
    const end = await promise
    clearTimeout(this.#timer)
    if (final) return final
    const how = this.#hangs ? `was silent for ${SILENCE_MS / 1_000} s` : `ended with ${end}`
    return { ...(this.#last ?? NOTHING), target: this.#job.target, fault: this.#faultOf(`The process ${how}`) }
  }

  #expectMore(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#hangs = true
      this.#child.kill('SIGKILL')
    }, SILENCE_MS)
  }

  #faultOf(message: string): FuzzReport['fault'] {
    try {
      const note = readFileSync(this.#job.noteFile)
      const length = note.readUInt32LE(0)
      return { message, input: note.subarray(4, 4 + length).toString('hex') }
    } catch {
      return { message, input: '' } // it ended before there was an input
    }
  }
}

const NOTHING = { inputs: 0, seconds: 0, outcomes: {}, slowestMs: 0, growth: 0, kept: 0 }
