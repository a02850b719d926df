import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const CLI = join(ROOT, 'packages/node/src/cli/main.ts')
const NODE_FLAGS = ['--disable-warning=ExperimentalWarning']
/** Exit code where a process cannot have a disk of its own. */
export const NO_DISK = 77

/** A process of the program, without the launcher, so that a signal reaches the very process that works. */
export class ProgramProcess {
  readonly exit: Promise<number | NodeJS.Signals | null>
  readonly #child: ChildProcess
  #output = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()))
    this.exit = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)))
  }

  /** `echochain` with these arguments. */
  static run(args: readonly string[]): ProgramProcess {
    return ProgramProcess.script(CLI, args)
  }

  static script(path: string, args: readonly string[]): ProgramProcess {
    return ProgramProcess.#spawn(process.execPath, [...NODE_FLAGS, path, ...args])
  }

  /**
   * A script that finds `directory` to be a disk of its own with `mebibytes` of room, which it may mount anew (Linux,
   * user namespaces). Ends with {@link NO_DISK} where a process cannot have that.
   */
  static onSmallDisk(directory: string, mebibytes: number, path: string, args: readonly string[]): ProgramProcess {
    const command =
      `unshare -rm true 2>/dev/null || exit ${NO_DISK}; exec unshare -rm sh -c ` +
      `'mount -t tmpfs -o size="$1"m tmpfs "$2" 2>/dev/null || exit ${NO_DISK}; shift 2; exec "$@"' sh "$@"`
    const script = [process.execPath, ...NODE_FLAGS, path, ...args]
    return ProgramProcess.#spawn('sh', ['-c', command, 'sh', String(mebibytes), directory, ...script])
  }

  static #spawn(command: string, args: readonly string[]): ProgramProcess {
    return new ProgramProcess(spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] }))
  }

  get pid(): number {
    return this.#child.pid!
  }

  /** What it wrote so far, on both streams. */
  get output(): string {
    return this.#output
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** What a pattern found in the output, as soon as it does; undefined if the process ends without. */
  async find(pattern: RegExp): Promise<RegExpExecArray | undefined> {
    for (;;) {
      const found = pattern.exec(this.#output)
      if (found) return found
      if (!this.isRunning) return undefined
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  /** Like {@link find}; throws with all the output if the process ends without. */
  async expect(pattern: RegExp): Promise<RegExpExecArray> {
    const found = await this.find(pattern)
    if (!found) throw new Error(`The process ended with ${await this.exit} without ${pattern}:\n${this.#output}`)
    return found
  }

  /** Sends a signal and waits for the end. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | NodeJS.Signals | null> {
    this.#child.kill(signal)
    return this.exit
  }
}
