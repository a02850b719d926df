// Everything the state keeps on disk, in seven tables. Numbers are big-endian in keys, so that keys are in order.
//
//   flat       storage key                           value
//   nodes      slot key (trie/nibbles.ts)            u16 LE bitmap of the children that are branches ‖ node
//   undo       u64 block ‖ u16 chunk                 reverse differences of a block (ReverseDifferences.ts)
//   places     u32 window ‖ u8 bucket ‖ u64 block    where in `undo` the old values of the block are (places.ts)
//   existence  u32 window ‖ escaped key ‖ u64 block  u8: 1 if the block deleted the key, 0 if it created it
//   chain      u64 block                             hash ‖ state root
//   meta       'format' | 'base' | 'oldest' | 'window'
//
// `flat` and `nodes` hold the state of the base. Old values are found by `places`; which keys there were, by going back
// in `existence`, in which most changes leave no trace. Both are cut into windows of blocks: a look-up seeks once a
// window, writing touches the pages of one window only, and pruning deletes whole windows from the front. In `existence`
// a storage key has 00 FF for each 00 and 00 00 at its end, so that entries are in order of the keys, then the blocks.
import { fromHex, type Hash, toHex, utf8 } from '@echochain/codec'
import type { KvStore } from '../kv/KvStore.ts'
import { StateError } from '../StateError.ts'

/** Version of this schema: a database of another one is refused. */
export const FORMAT = 2

export const TABLES = ['flat', 'nodes', 'undo', 'places', 'existence', 'chain', 'meta'] as const

export const META_FORMAT = utf8('format')
export const META_BASE = utf8('base')
export const META_OLDEST = utf8('oldest')
export const META_WINDOW = utf8('window')

export interface BlockRef {
  readonly hash: Hash
  readonly number: number
}
/** A block with the root of its state. */
export interface BlockState extends BlockRef {
  readonly root: Hash
}

function writeU32(target: Uint8Array, at: number, number: number): void {
  target[at] = number >>> 24
  target[at + 1] = number >>> 16
  target[at + 2] = number >>> 8
  target[at + 3] = number
}

function writeU64(target: Uint8Array, at: number, number: number): void {
  writeU32(target, at, Math.floor(number / 2 ** 32))
  writeU32(target, at + 4, number % 2 ** 32)
}

export function u64(number: number): Uint8Array {
  const bytes = new Uint8Array(8)
  writeU64(bytes, 0, number)
  return bytes
}

/** Throws {@link StateError} DAMAGED where the bytes end early. */
export function readU64(bytes: Uint8Array, at = 0): number {
  expectLength(bytes, at < 0 ? Infinity : at + 8, 'a number')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4)
}

export const blockKey = u64

export function undoKey(block: number, chunk: number): Uint8Array {
  const key = new Uint8Array(10)
  writeU64(key, 0, block)
  new DataView(key.buffer).setUint16(8, chunk)
  return key
}

export const windowOf = (block: number, windowBlocks: number): number => Math.floor(block / windowBlocks)

/** Start of a window's part of `existence`, or with `key` of the entries of all keys that start like this. */
export function existencePrefix(window: number, key: Uint8Array = new Uint8Array(0)): Uint8Array {
  return writeExistenceKey(window, key, 0)
}

export function existenceKey(window: number, key: Uint8Array, block: number): Uint8Array {
  const entry = writeExistenceKey(window, key, 10)
  writeU64(entry, entry.length - 8, block)
  return entry
}

/** The entry without its last `room` bytes, which are left 0: the end of the key and the block. */
function writeExistenceKey(window: number, key: Uint8Array, room: number): Uint8Array {
  let length = 4 + key.length + room
  for (let i = 0; i < key.length; i++) if (key[i] === 0) length++
  const entry = new Uint8Array(length)
  writeU32(entry, 0, window)
  for (let i = 0, at = 4; i < key.length; i++) {
    const byte = key[i]
    entry[at++] = byte
    if (byte === 0) entry[at++] = 255
  }
  return entry
}

/** The storage key of an entry of `existence`. Throws {@link StateError} DAMAGED. */
export function readExistenceKey(entry: Uint8Array): Uint8Array {
  expectLength(entry, 14, 'an entry of what existed')
  const key = new Uint8Array(entry.length - 14)
  let length = 0
  for (let at = 4; at < entry.length - 10; at++) {
    key[length++] = entry[at]
    if (entry[at] === 0) at++
  }
  return key.subarray(0, length)
}

const HASH_BYTES = 32

/** A block's record in `chain`; with its number in front, the base in `meta`. */
export function chainValue({ hash, root }: BlockState): Uint8Array {
  const value = new Uint8Array(2 * HASH_BYTES)
  value.set(fromHex(hash))
  value.set(fromHex(root), HASH_BYTES)
  return value
}

/** Throws {@link StateError} DAMAGED. */
export function readChainValue(number: number, value: Uint8Array): BlockState {
  expectLength(value, 2 * HASH_BYTES, `the record of block ${number}`)
  return {
    number,
    hash: toHex(value.subarray(0, HASH_BYTES)),
    root: toHex(value.subarray(HASH_BYTES, 2 * HASH_BYTES)),
  }
}

export function baseValue(base: BlockState): Uint8Array {
  const value = new Uint8Array(8 + 2 * HASH_BYTES)
  writeU64(value, 0, base.number)
  value.set(chainValue(base), 8)
  return value
}

export const readBaseValue = (value: Uint8Array): BlockState => readChainValue(readU64(value), value.subarray(8))

/** Throws {@link StateError} WRONG_FORMAT unless the store is empty or of this version. */
export function validateFormat(store: KvStore): void {
  const format = store.table('meta').get(META_FORMAT)
  if (format === undefined || readU64(format) === FORMAT) return
  throw new StateError(
    'WRONG_FORMAT',
    `The state database has format ${readU64(format)}; this version reads format ${FORMAT}. ` +
      (readU64(format) > FORMAT
        ? 'Install the newer version that wrote it.'
        : 'Export it with the version that wrote it.'),
  )
}

/**
 * The base, if the store holds a state. What everything else leans on is checked: that the base is in the list of
 * blocks, where the windows of the index begin and where the history ends. Throws {@link StateError} DAMAGED.
 */
export function readMeta(store: KvStore): BlockState | undefined {
  const meta = store.table('meta')
  const [base, oldest, window] = [META_BASE, META_OLDEST, META_WINDOW].map((key) => meta.get(key))
  if (base === undefined) return undefined
  const block = readBaseValue(base)
  if (oldest === undefined || window === undefined || readU64(oldest) > block.number || readU64(window) === 0)
    throw damaged('The records of how far the history goes are')
  const listed = store.table('chain').get(blockKey(block.number))
  if (listed === undefined || readChainValue(block.number, listed).hash !== block.hash)
    throw damaged(`The record of the base, block ${block.number}, is`)
  return block
}

function expectLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length < length) throw damaged(`In the state database ${what} is`)
}

const damaged = (what: string): StateError =>
  new StateError('DAMAGED', `${what} damaged. Run "db check" to see all of it.`)
