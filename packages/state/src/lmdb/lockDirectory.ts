import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StateError } from '../StateError.ts'

const LOCK_FILE = 'LOCK'

/** Who holds a lock: the process, and what tells it from a later one with the same number. */
interface Holder {
  readonly pid: number
  readonly started: string
}

/** When a process was started, on this very boot of the machine; undefined if there is no such process. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${started}`
  } catch {
    return process.platform === 'linux' || !isRunning(pid) ? undefined : 'unknown'
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

/**
 * Takes a directory for this process alone, by a file LOCK in it that names the process; a file left behind by one that
 * was killed does not count. Returns what gives it back. Throws {@link StateError} LOCKED naming the process, which may
 * be this one.
 */
export function lockDirectory(path: string): () => void {
  const file = join(path, LOCK_FILE)
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? 'unknown' } satisfies Holder)
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' })
      return () => unlinkSync(file)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const found = read(file)
    if (found === undefined) continue // given back meanwhile
    const pid = livePid(found)
    if (pid !== undefined)
      throw new StateError('LOCKED', `The directory ${path} is in use by process ${pid}. Stop it, or use another one.`)
    removeStale(file, found)
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** The process that wrote a lock, if it is still the same one that runs. */
function livePid(content: string): number | undefined {
  try {
    const { pid, started } = JSON.parse(content) as Holder
    return startOf(pid) === started ? pid : undefined
  } catch {
    return undefined // cut off by a crash while it was written
  }
}

/** Removes the lock unless another process has replaced it since its content was read. */
function removeStale(file: string, content: string): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (read(aside) !== content) {
    try {
      linkSync(aside, file) // it was a new one: put it back
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
  unlinkSync(aside)
}
