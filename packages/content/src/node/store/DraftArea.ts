import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Tells drafts of this process from those of a dead one that had the same process id. */
const PROCESS_MARK = randomBytes(4).toString('hex')

/**
 * The directory where files are made and from where they are renamed into their place. Whatever is left in it belongs to
 * a process that died, and goes when the next one opens the store. Drafts of a process that is alive stay.
 */
export class DraftArea {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async open(path: string): Promise<DraftArea> {
    await mkdir(path, { recursive: true })
    for (const name of await readdir(path))
      if (!isAlive(name)) await rm(join(path, name), { recursive: true, force: true })
    return new DraftArea(path)
  }

  /** A path nobody uses, with nothing at it. */
  newPath(): string {
    return join(this.path, `${process.pid}.${PROCESS_MARK}.${randomBytes(8).toString('hex')}`)
  }
}

function isAlive(name: string): boolean {
  const [pid, mark] = name.split('.')
  if (Number(pid) === process.pid) return mark === PROCESS_MARK
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // alive, of another user
  }
}
