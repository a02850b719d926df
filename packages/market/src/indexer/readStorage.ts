import { decode, type Hash } from '@echochain/codec'
import { type AnyStorageItem, storageKey, type StorageMap, type StorageValue } from '@echochain/frame'
import type { ChainSource } from './ChainSource.ts'

/** Keys in one request; nodes bound the size of what they take and answer. */
const KEYS_AT_ONCE = 200

type Reader = Pick<ChainSource, 'storageAt'>

const decodeEntry = <T>(item: AnyStorageItem, bytes: Uint8Array | undefined): T =>
  bytes === undefined ? item.initial : decode(item.codec, bytes)

/** A value in the state after a block, decoded by its declaration. Throws what {@link ChainSource.storageAt} throws. */
export async function readValue<T>(source: Reader, at: Hash, item: StorageValue<T>): Promise<T> {
  const [bytes] = await source.storageAt(at, [storageKey(item)])
  return decodeEntry(item, bytes)
}

/** Entries of a map in the state after a block, in the order of `keys`. */
export async function readEntries<K, T>(
  source: Reader,
  at: Hash,
  item: StorageMap<K, T>,
  keys: readonly K[],
): Promise<T[]> {
  const values: T[] = []
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const chunk = keys.slice(from, from + KEYS_AT_ONCE).map((key) => storageKey(item, key))
    for (const bytes of await source.storageAt(at, chunk)) values.push(decodeEntry(item, bytes))
  }
  return values
}
