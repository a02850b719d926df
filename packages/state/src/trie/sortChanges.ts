import { toHex } from '@echochain/codec'
import { StateError } from '../StateError.ts'
import type { StateChange } from './StateChange.ts'
import { MAX_KEY_LENGTH } from './TrieMemory.ts'

const SMALL = 24

/**
 * The changes in order of their keys, without those that do nothing (a key deleted that was not there). Throws
 * {@link StateError} BAD_KEY for an empty key or one over 512 bytes, DUPLICATE_KEY for two changes of one key.
 */
export function sortChanges(changes: readonly StateChange[]): StateChange[] {
  const sorted = changes.filter((change) => change.existed || change.value !== undefined)
  for (const { key } of sorted) {
    if (key.length === 0 || key.length > MAX_KEY_LENGTH)
      throw new StateError('BAD_KEY', `A storage key has 1 to ${MAX_KEY_LENGTH} bytes, got one of ${key.length}`)
  }
  sortByKey(sorted, 0, sorted.length, 0, sorted.slice())
  for (let i = 1; i < sorted.length; i++)
    if (isSameKey(sorted[i - 1].key, sorted[i].key))
      throw new StateError('DUPLICATE_KEY', `Two changes of the key ${toHex(sorted[i].key)} in one block`)
  return sorted
}

/** Compares from the end, where keys next to each other differ. */
export function isSameKey(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return false
  return true
}

/**
 * Radix sort, most significant byte first, of `items` from `low` to `high`, which agree up to byte `at`. Keys share
 * long prefixes and are random behind them, so two rounds are usually enough (measured: a quarter of sort's time).
 */
export function sortByKey<Item extends { readonly key: Uint8Array }>(
  items: Item[],
  low: number,
  high: number,
  at: number,
  scratch: Item[],
): void {
  if (high - low <= SMALL) {
    sortFew(items, low, high, at)
    return
  }
  at = commonPrefix(items, low, high, at)
  const counts = new Uint32Array(258)
  for (let i = low; i < high; i++) counts[bucketOf(items[i].key, at) + 1]++
  for (let bucket = 0; bucket < 257; bucket++) counts[bucket + 1] += counts[bucket]
  const ends = counts.slice()
  for (let i = low; i < high; i++) scratch[low + ends[bucketOf(items[i].key, at)]++] = items[i]
  for (let i = low; i < high; i++) items[i] = scratch[i]
  // Bucket 0 holds the keys that end here: equal ones, in the order they came.
  for (let bucket = 1; bucket < 257; bucket++)
    if (counts[bucket + 1] - counts[bucket] > 1)
      sortByKey(items, low + counts[bucket], low + counts[bucket + 1], at + 1, scratch)
}

const bucketOf = (key: Uint8Array, at: number): number => (at < key.length ? key[at] + 1 : 0)

function commonPrefix<Item extends { readonly key: Uint8Array }>(
  items: readonly Item[],
  low: number,
  high: number,
  at: number,
): number {
  const first = items[low].key
  let length = first.length
  for (let i = low + 1; i < high && length > at; i++) {
    const { key } = items[i]
    const limit = Math.min(length, key.length)
    let same = at
    while (same < limit && key[same] === first[same]) same++
    length = same
  }
  return length
}

/** By insertion: stable. */
function sortFew<Item extends { readonly key: Uint8Array }>(
  items: Item[],
  low: number,
  high: number,
  at: number,
): void {
  for (let i = low + 1; i < high; i++) {
    const item = items[i]
    let j = i - 1
    for (; j >= low && isBehind(items[j].key, item.key, at); j--) items[j + 1] = items[j]
    items[j + 1] = item
  }
}

function isBehind(a: Uint8Array, b: Uint8Array, from: number): boolean {
  const length = Math.min(a.length, b.length)
  for (let i = from; i < length; i++) if (a[i] !== b[i]) return a[i] > b[i]
  return a.length > b.length
}
