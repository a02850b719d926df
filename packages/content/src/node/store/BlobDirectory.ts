import { mkdir, open, opendir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Cid, isCid } from '../../cid/Cid.ts'
import { ContentError } from '../../ContentError.ts'
import { CONTENT_FILE, INDEX_FILE } from './BlobDraft.ts'
import { BlobIndex } from './BlobIndex.ts'
import type { DraftArea } from './DraftArea.ts'
import type { StoredBlob } from './readBlob.ts'
import { isMissing, onDisk } from './storeError.ts'
import { syncDirectory } from './syncDirectory.ts'

/**
 * Where stored files lie: `<root>/<two characters>/<cid>/{content, index}`. The two characters are the last but one and
 * the one before, which are spread evenly (the very last holds only three bits).
 */
export class BlobDirectory {
  readonly path: string
  /** At most 1,024. */
  #durableShards = new Set<string>()

  constructor(path: string) {
    this.path = path
  }

  pathOf(cid: Cid): string {
    return join(this.path, cid.slice(-3, -1), cid)
  }

  /** Creates the directory a file will be moved into, durably, whoever else is creating it. */
  async prepare(cid: Cid): Promise<string> {
    const path = this.pathOf(cid)
    const shard = dirname(path)
    if (!this.#durableShards.has(shard)) {
      await onDisk(shard, async () => {
        await mkdir(shard, { recursive: true })
        await syncDirectory(this.path)
      })
      this.#durableShards.add(shard)
    }
    return path
  }

  async has(cid: Cid): Promise<boolean> {
    return onDisk(this.path, async () => {
      try {
        return (await stat(this.pathOf(cid))).isDirectory()
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
    })
  }

  /** The index of a file; undefined if it is not stored, `DAMAGED` if it is but its index is not readable. */
  async readIndex(cid: Cid): Promise<BlobIndex | undefined> {
    try {
      return BlobIndex.decode(await readFile(join(this.pathOf(cid), INDEX_FILE)), cid)
    } catch (error) {
      if (!isMissing(error)) return onDisk(this.path, () => Promise.reject(error))
      if (!(await this.has(cid))) return undefined
      throw new ContentError('DAMAGED', `${cid} has lost its index; put the file again to repair it`)
    }
  }

  /** Opens the bytes of a file. `dispose` the result. */
  async open(index: BlobIndex): Promise<StoredBlob & AsyncDisposable> {
    const { cid } = index.description
    const path = join(this.pathOf(cid), CONTENT_FILE)
    const file = await open(path, 'r').catch(async (error) => {
      if (!(await this.has(cid))) throw new ContentError('NOT_FOUND', `${cid} is not stored here any more`)
      if (isMissing(error))
        throw new ContentError('DAMAGED', `${cid} has lost its bytes; put the file again to repair it`)
      return onDisk(path, () => Promise.reject(error))
    })
    return {
      index,
      read: (offset, length) =>
        onDisk(path, async () => {
          const buffer = Buffer.allocUnsafeSlow(length)
          let filled = 0
          while (filled < length) {
            const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled)
            if (bytesRead === 0) break
            filled += bytesRead
          }
          return new Uint8Array(buffer.buffer, 0, filled)
        }),
      [Symbol.asyncDispose]: () => file.close(),
    }
  }

  /** Takes a file out, durably; false if it was not there. */
  async remove(cid: Cid, drafts: DraftArea): Promise<boolean> {
    const path = this.pathOf(cid)
    const trash = drafts.newPath()
    return onDisk(path, async () => {
      try {
        await rename(path, trash)
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
      await syncDirectory(dirname(path))
      await rm(trash, { recursive: true, force: true })
      return true
    })
  }

  /** Everything stored. Names that are no CID (`.DS_Store`, `lost+found`) are none of our business. */
  async *list(): AsyncGenerator<Cid, void> {
    const shards = await onDisk(this.path, () => readdir(this.path, { withFileTypes: true }))
    for (const shard of shards) {
      if (!shard.isDirectory()) continue
      const directory = await onDisk(this.path, () => opendir(join(this.path, shard.name)))
      for await (const { name } of directory) if (isCid(name)) yield name
    }
  }
}
