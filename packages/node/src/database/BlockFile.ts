import { stat } from 'node:fs/promises'
import { CodecError, createSha256, decode, equalBytes } from '@echochain/codec'
import { fileSource } from '@echochain/content/node'
import { MAX_BLOCK_BYTES } from '@echochain/frame'
import { BlockFileError } from './BlockFileError.ts'
import { BLOCK_FILE_FORMAT, BlockFileHeader, CHECKSUM_BYTES, MAGIC } from './blockFileFormat.ts'

/** A chain in a file, known to be whole. */
export class BlockFile {
  readonly header: BlockFileHeader
  readonly sizeBytes: number
  readonly #path: string

  private constructor(path: string, header: BlockFileHeader, sizeBytes: number) {
    this.#path = path
    this.header = header
    this.sizeBytes = sizeBytes
  }

  /**
   * Reads the whole file once and compares its checksum, so that a cut-off copy is refused before anything is done.
   * @throws BlockFileError `NOT_A_BLOCK_FILE`, `WRONG_FORMAT`, `DAMAGED`
   * @throws ContentError `STORE_FAILED` when it cannot be read
   */
  static async open(path: string): Promise<BlockFile> {
    const header = await readHeader(path)
    const { size } = await stat(path)
    await verifyChecksum(path, size)
    return new BlockFile(path, header, size)
  }

  /** The blocks in order, each valid until the next one is asked for. Throws BlockFileError `DAMAGED`. */
  async *blocks(): AsyncGenerator<Uint8Array, void> {
    let count = -1 // the header
    for await (const record of records(this.#path)) if (count++ >= 0) yield record
    if (count !== this.header.last)
      throw new BlockFileError('DAMAGED', `${this.#path} has ${count} blocks, not ${this.header.last} as it says`)
  }
}

async function readHeader(path: string): Promise<BlockFileHeader> {
  const all = records(path)
  const { value: bytes } = await all.next()
  await all.return()
  const damaged = (cause?: unknown) => new BlockFileError('DAMAGED', `The header of ${path} cannot be read`, { cause })
  if (!bytes || bytes.length < 4) throw damaged()
  const format = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  if (format !== BLOCK_FILE_FORMAT)
    throw new BlockFileError('WRONG_FORMAT', `${path} has format ${format}; this version reads ${BLOCK_FILE_FORMAT}`)
  try {
    return decode(BlockFileHeader, bytes)
  } catch (error) {
    throw error instanceof CodecError ? damaged(error) : error
  }
}

async function verifyChecksum(path: string, size: number): Promise<void> {
  const hash = createSha256()
  const checksum = new Uint8Array(CHECKSUM_BYTES)
  let left = size - CHECKSUM_BYTES
  let filled = 0
  for await (const piece of fileSource(path)) {
    const hashed = piece.subarray(0, Math.max(0, left))
    hash.update(hashed)
    left -= hashed.length
    const rest = piece.subarray(hashed.length, hashed.length + CHECKSUM_BYTES - filled)
    checksum.set(rest, filled)
    filled += rest.length
  }
  if (filled === CHECKSUM_BYTES && equalBytes(hash.digest(), checksum)) return
  throw new BlockFileError('DAMAGED', `${path} is not what was exported: its checksum is wrong. Copy it once more.`)
}

/** The records before the empty one. */
async function* records(path: string): AsyncGenerator<Uint8Array, void> {
  const cutOff = () => new BlockFileError('DAMAGED', `${path} ends too early. Copy it once more.`)
  let held = new Uint8Array(0)
  const source = fileSource(path)
  /** The next bytes, or undefined if there are not so many. */
  const take = async (length: number): Promise<Uint8Array | undefined> => {
    while (held.length < length) {
      const { value, done } = await source.next()
      if (done) return undefined
      const joined = new Uint8Array(held.length + value.length)
      joined.set(held)
      joined.set(value, held.length)
      held = joined
    }
    const taken = held.subarray(0, length)
    held = held.subarray(length)
    return taken
  }
  try {
    const magic = await take(MAGIC.length)
    if (!magic || !equalBytes(magic, MAGIC))
      throw new BlockFileError('NOT_A_BLOCK_FILE', `${path} was not made by "db export"`)
    for (;;) {
      const prefix = await take(4)
      if (!prefix) throw cutOff()
      const length = new DataView(prefix.buffer, prefix.byteOffset).getUint32(0, true)
      if (length === 0) return
      if (length > MAX_BLOCK_BYTES) throw new BlockFileError('DAMAGED', `${path} has a record of ${length} bytes`)
      const record = await take(length)
      if (!record) throw cutOff()
      yield record
    }
  } finally {
    await source.return()
  }
}
