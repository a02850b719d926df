import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The directory where files are made and from where they are renamed into their place. One process uses it at a time, so
 * whatever is in it when it is opened was left by one that died, and goes.
 */
export class DraftArea {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async open(path: string): Promise<DraftArea> {
    await mkdir(path, { recursive: true })
    for (const name of await readdir(path)) await rm(join(path, name), { recursive: true, force: true })
    return new DraftArea(path)
  }

  /** A path nobody uses, with nothing at it. */
  newPath(): string {
    return join(this.path, randomBytes(8).toString('hex'))
  }
}
