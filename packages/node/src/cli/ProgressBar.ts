import { Presets, SingleBar } from 'cli-progress'
import type { Output } from './Output.ts'

/** Shows how much of something is done; nothing where the output is no terminal or meant for programs. */
export class ProgressBar {
  readonly #bar: SingleBar | undefined
  #started = false

  constructor(label: string, output: Output, unit = 'bytes') {
    if (output.isJson || process.stdout.isTTY !== true) return
    const format = `  ${label} {bar} {percentage}% of {total} ${unit}`
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
