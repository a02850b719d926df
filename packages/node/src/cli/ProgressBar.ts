import { Presets, SingleBar } from 'cli-progress'
import type { Output } from './Output.ts'

/** Shows how much of a file has gone over; nothing where the output is no terminal or meant for programs. */
export class ProgressBar {
  readonly #bar: SingleBar | undefined
  #started = false

  constructor(label: string, output: Output) {
    if (output.isJson || process.stdout.isTTY !== true) return
    const format = `  ${label} {bar} {percentage}% of {total} bytes`
    this.#bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic)
  }

  readonly update = (done: number, total: number): void => {
    if (!this.#started) this.#bar?.start(total, done)
    this.#started = true
    this.#bar?.update(done)
  }

  stop(): void {
    this.#bar?.stop()
  }
}
