import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { createSha256, encode } from '@echochain/codec'
import { BlockFileError } from './BlockFileError.ts'
import { BlockFileHeader, MAGIC } from './blockFileFormat.ts'

/** Small blocks are gathered: a write for each would take most of the time. */
const GATHERED_BYTES = 1024 * 1024

/** Writes a chain into a new file, which has its name only once it is whole and synced. */
export class BlockFileWriter {
  readonly #path: string
  readonly #file: FileHandle
  readonly #hash = createSha256()
  readonly #buffer = new Uint8Array(GATHERED_BYTES)
  #filled = 0

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  /** Throws {@link BlockFileError} `FILE_EXISTS`, and what the system says when it cannot be written. */
  static async create(path: string, header: BlockFileHeader): Promise<BlockFileWriter> {
    const file = await open(path, 'wx').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause
      throw new BlockFileError('FILE_EXISTS', `${path} is there already; choose another name or move it away`, {
        cause,
      })
    })
    await file.close() // keeps the name
    const writer = new BlockFileWriter(path, await open(`${path}.part`, 'w'))
    await writer.#write(MAGIC)
    await writer.add(encode(BlockFileHeader, header))
    return writer
  }

  /** A record: the next block. */
  async add(record: Uint8Array): Promise<void> {
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, record.length, true)
    await this.#write(length)
    await this.#write(record)
  }

  /** Makes the file whole. */
  async finish(): Promise<void> {
    await this.add(new Uint8Array(0))
    await this.#flush()
    const checksum = this.#hash.digest()
    await this.#file.writeFile(checksum)
    await this.#file.sync()
    await this.#file.close()
    await rename(`${this.#path}.part`, this.#path)
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => {}) // it may be closed already
    await rm(`${this.#path}.part`, { force: true })
    await rm(this.#path, { force: true })
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + GATHERED_BYTES - this.#filled)
      this.#buffer.set(piece, this.#filled)
      this.#filled += piece.length
      at += piece.length
      if (this.#filled === GATHERED_BYTES) await this.#flush()
    }
  }

  async #flush(): Promise<void> {
    const bytes = this.#buffer.subarray(0, this.#filled)
    this.#hash.update(bytes)
    await this.#file.writeFile(bytes)
    this.#filled = 0
  }
}
