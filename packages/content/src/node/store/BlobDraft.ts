import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobIndex } from './BlobIndex.ts'
import type { DraftArea } from './DraftArea.ts'
import { onDisk } from './storeError.ts'
import { syncDirectory } from './syncDirectory.ts'
import type { ContentSink } from './takeContent.ts'

/** Names inside the directory of a stored file. */
export const CONTENT_FILE = 'content'
export const INDEX_FILE = 'index'

/** Bytes after which the disk is set to work while more come in, so that the last sync is a short one. */
const SYNC_EVERY_BYTES = 32 * 1024 * 1024

/**
 * A file on its way into the store: a directory in the draft area with content and index. One rename makes it visible,
 * so a stored file is always whole.
 */
export class BlobDraft implements ContentSink {
  #path: string
  #content: FileHandle
  #unsynced = 0
  #syncing?: Promise<unknown>

  private constructor(path: string, content: FileHandle) {
    this.#path = path
    this.#content = content
  }

  static async create(area: DraftArea): Promise<BlobDraft> {
    const path = area.newPath()
    return onDisk(area.path, async () => {
      await mkdir(path)
      return new BlobDraft(path, await open(join(path, CONTENT_FILE), 'wx'))
    })
  }

  async write(chunk: Uint8Array, offset: number): Promise<void> {
    await onDisk(this.#path, async () => {
      for (let done = 0; done < chunk.length;) {
        const { bytesWritten } = await this.#content.write(chunk, done, chunk.length - done, offset + done)
        done += bytesWritten
      }
    })
    this.#unsynced += chunk.length
    if (this.#unsynced < SYNC_EVERY_BYTES || this.#syncing) return
    this.#unsynced = 0
    // An error here comes again, and is heard, at the sync before the rename.
    this.#syncing = this.#content.datasync().catch(() => {})
    void this.#syncing.then(() => (this.#syncing = undefined))
  }

  /** Makes the draft durable, without making it visible. */
  async complete(index: BlobIndex): Promise<void> {
    await onDisk(this.#path, async () => {
      await this.#syncing
      await this.#content.sync()
      await this.#content.close()
      await writeFile(join(this.#path, INDEX_FILE), index.encode(), { flush: true })
      await syncDirectory(this.#path)
    })
  }

  /** Moves the completed draft to `target`; false, and nothing moved, if something is there already. */
  async moveTo(target: string): Promise<boolean> {
    return onDisk(target, async () => {
      try {
        await rename(this.#path, target)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
        throw error
      }
      await syncDirectory(dirname(target))
      return true
    })
  }

  /** Removes what is left of the draft; nothing after a successful move. */
  async discard(): Promise<void> {
    await this.#syncing
    await this.#content.close().catch(() => {}) // closed already if the draft was completed
    await rm(this.#path, { recursive: true, force: true }).catch(() => {}) // swept at the next start
  }
}
