import { Block, Header, type OpaqueExtrinsic } from '@echochain/frame'
import { ByteReader, decode, encode, fromHex, type Hash, toHex, utf8 } from '@echochain/codec'
import { type BlockRef, type KvOperation, type KvStore, StateError } from '@echochain/state'
import { ChainError } from './ChainError.ts'

const FINALIZED = utf8('finalized')
const FORMAT_KEY = utf8('format')
/** Version of this schema: a database of another one is refused. */
const FORMAT = 1
const FORMAT_BYTES = 8
const HEIGHT_KEY_BYTES = 36

/** Big-endian, so that keys sort by number. */
function numberKey(number: number): Uint8Array {
  const key = new Uint8Array(4)
  new DataView(key.buffer).setUint32(0, number)
  return key
}

function heightKey({ number, hash }: BlockRef): Uint8Array {
  const key = new Uint8Array(HEIGHT_KEY_BYTES)
  key.set(numberKey(number))
  key.set(fromHex(hash), 4)
  return key
}

/**
 * Blocks on disk. Tables: `blocks` (hash → block), `heights` (number ‖ hash → nothing: every stored block by number),
 * `canonical` (number → hash of finalized blocks), `meta` (`finalized` → height key of the latest one, `format` → u64).
 */
export class BlockStore {
  readonly #store: KvStore

  constructor(store: KvStore) {
    this.#store = store
  }

  /** Throws {@link StateError} `WRONG_FORMAT` unless the store is empty or of this version; ChainError `DAMAGED`. */
  validateFormat(): void {
    const bytes = this.#store.table('meta').get(FORMAT_KEY)
    if (bytes && bytes.length !== FORMAT_BYTES)
      throw new ChainError('DAMAGED', 'The format of the block database cannot be read. Run "db check".')
    const format = bytes === undefined ? FORMAT : Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
    if (format === FORMAT) return
    throw new StateError(
      'WRONG_FORMAT',
      `The block database has format ${format}; this version reads format ${FORMAT}. ` +
        (format > FORMAT ? 'Install the newer version that wrote it.' : 'Use the version that wrote it.'),
    )
  }

  /** The latest finalized block, or `undefined` in an empty store. */
  finalized(): BlockRef | undefined {
    const key = this.#store.table('meta').get(FINALIZED)
    return key && readHeightKey(key)
  }

  /** Throws {@link ChainError} `DAMAGED`. */
  block(hash: Hash): Block | undefined {
    return this.#read(hash, (bytes) => decode(Block, bytes))
  }

  /** Throws {@link ChainError} `DAMAGED`. */
  header(hash: Hash): Header | undefined {
    return this.#read(hash, (bytes) => Header.read(new ByteReader(bytes)))
  }

  #read<T>(hash: Hash, decodeBytes: (bytes: Uint8Array) => T): T | undefined {
    const bytes = this.#store.table('blocks').get(fromHex(hash))
    try {
      return bytes && decodeBytes(bytes)
    } catch (cause) {
      throw new ChainError('DAMAGED', `Block ${hash} is not what was stored. Run "db check".`, { cause })
    }
  }

  body(hash: Hash): readonly OpaqueExtrinsic[] | undefined {
    return this.block(hash)?.extrinsics
  }

  has(hash: Hash): boolean {
    return this.#store.table('blocks').get(fromHex(hash)) !== undefined
  }

  /** The hash of a finalized block. */
  canonicalHash(number: number): Hash | undefined {
    const hash = this.#store.table('canonical').get(numberKey(number))
    return hash && toHex(hash)
  }

  /** Every stored block from a number on, lowest first. */
  *blocksFrom(number: number): Iterable<BlockRef> {
    for (const key of this.#store.table('heights').keys({ gte: numberKey(number) })) yield readHeightKey(key)
  }

  /** Every stored block of a number. */
  blocksAt(number: number): BlockRef[] {
    const range = { gte: numberKey(number), lt: numberKey(number + 1) }
    return [...this.#store.table('heights').keys(range)].map(readHeightKey)
  }

  /** Stores a block; resolved when it is safe on disk. */
  put(hash: Hash, block: Block): Promise<void> {
    return this.#store.write([
      { table: 'blocks', key: fromHex(hash), value: encode(Block, block) },
      { table: 'heights', key: heightKey({ number: block.header.number, hash }), value: new Uint8Array(0) },
    ])
  }

  /** Stores the genesis block, which is final from the beginning. */
  putGenesis(hash: Hash, block: Block): Promise<void> {
    const genesis = { number: 0, hash }
    return this.#store.write([
      { table: 'blocks', key: fromHex(hash), value: encode(Block, block) },
      { table: 'heights', key: heightKey(genesis), value: new Uint8Array(0) },
      { table: 'meta', key: FORMAT_KEY, value: formatBytes() },
      ...finalityEntries([genesis]),
    ])
  }

  /** Notes blocks as final, oldest first. */
  finalize(blocks: readonly BlockRef[]): Promise<void> {
    return this.#store.write(finalityEntries(blocks))
  }

  /** Removes blocks that can never be final. */
  remove(blocks: readonly BlockRef[]): Promise<void> {
    return this.#store.write(
      blocks.flatMap((block) => [
        { table: 'blocks', key: fromHex(block.hash), value: undefined },
        { table: 'heights', key: heightKey(block), value: undefined },
      ]),
    )
  }

  close(): Promise<void> {
    return this.#store.close()
  }
}

function formatBytes(): Uint8Array {
  const bytes = new Uint8Array(FORMAT_BYTES)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(FORMAT))
  return bytes
}

/** Throws {@link ChainError} `DAMAGED`. */
function readHeightKey(key: Uint8Array): BlockRef {
  if (key.length !== HEIGHT_KEY_BYTES)
    throw new ChainError('DAMAGED', 'The list of blocks by number is damaged. Run "db check".')
  return { number: new DataView(key.buffer, key.byteOffset).getUint32(0), hash: toHex(key.subarray(4)) }
}

const finalityEntries = (blocks: readonly BlockRef[]): KvOperation[] => [
  ...blocks.map(({ number, hash }) => ({ table: 'canonical', key: numberKey(number), value: fromHex(hash) })),
  { table: 'meta', key: FINALIZED, value: heightKey(blocks.at(-1)!) },
]
