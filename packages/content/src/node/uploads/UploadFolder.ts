import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, onDisk } from '../store/storeError.ts'
import { syncDirectory } from '../store/syncDirectory.ts'
import type { UploadRecord } from './UploadRecord.ts'

/** Uploads on disk: `<id>.json` says what is known of one, `<id>.part` holds the bytes that have come. */
export class UploadFolder {
  #path: string

  private constructor(path: string) {
    this.#path = path
  }

  static async open(path: string): Promise<UploadFolder> {
    await onDisk(path, () => mkdir(path, { recursive: true }))
    return new UploadFolder(path)
  }

  partPath(id: string): string {
    return join(this.#path, `${id}.part`)
  }

  /** All records that can be read. What a process that was killed left behind beside them goes. */
  async load(): Promise<UploadRecord[]> {
    return onDisk(this.#path, async () => {
      const names = await readdir(this.#path)
      const records = []
      for (const name of names.filter((name) => name.endsWith('.json'))) {
        const record = parseRecord(await readFile(join(this.#path, name), 'utf8'))
        if (record?.id === name.slice(0, -'.json'.length)) records.push(record)
      }
      const known = new Set(records.flatMap(({ id }) => [`${id}.json`, `${id}.part`]))
      for (const name of names)
        if (/\.(json|part|new)$/.test(name) && !known.has(name)) await rm(join(this.#path, name))
      return records
    })
  }

  /** Makes the file that the bytes are to come to; the next {@link save} makes its name durable with that of the record. */
  async createPart(id: string): Promise<void> {
    await onDisk(this.partPath(id), async () => (await open(this.partPath(id), 'w', 0o600)).close())
  }

  /** Writes a record durably, in one step. */
  async save(record: UploadRecord): Promise<void> {
    const path = join(this.#path, `${record.id}.json`)
    await onDisk(path, async () => {
      const file = await open(`${path}.new`, 'w', 0o600)
      try {
        await file.writeFile(JSON.stringify(record))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(`${path}.new`, path)
      await syncDirectory(this.#path)
    })
  }

  /** Bytes of an upload that have come. */
  async offsetOf(id: string): Promise<number> {
    return onDisk(this.#path, async () => {
      try {
        return (await stat(this.partPath(id))).size
      } catch (error) {
        if (isMissing(error)) return 0
        throw error
      }
    })
  }

  async removePart(id: string): Promise<void> {
    await onDisk(this.#path, () => rm(this.partPath(id), { force: true }))
  }

  async remove(id: string): Promise<void> {
    await this.removePart(id)
    await onDisk(this.#path, () => rm(join(this.#path, `${id}.json`), { force: true }))
  }
}

function parseRecord(text: string): UploadRecord | undefined {
  try {
    return JSON.parse(text) as UploadRecord
  } catch {
    return undefined // saved in one step and synced, so damage of the disk: the upload is lost, the others are not
  }
}
