import { compareBytes } from '@echochain/codec'
import { isSameKey } from '../trie/sortChanges.ts'
import type { StateChange } from '../trie/StateChange.ts'

/** The smallest key that is greater than every key with this prefix; undefined if there is none. */
export function endOfPrefix(prefix: Uint8Array): Uint8Array | undefined {
  let length = prefix.length
  while (length > 0 && prefix[length - 1] === 255) length--
  if (length === 0) return undefined
  const end = prefix.slice(0, length)
  end[length - 1]++
  return end
}

/** The next key behind `key`. */
export function successor(key: Uint8Array): Uint8Array {
  const next = new Uint8Array(key.length + 1)
  next.set(key)
  return next
}

/** A key that a source knows of, and whether it has a value as far as this source decides. */
export interface FoundKey {
  readonly key: Uint8Array
  exists(): boolean
}

const yes = (): boolean => true

export function* foundKeys(keys: Iterable<Uint8Array>): Generator<FoundKey> {
  for (const key of keys) yield { key, exists: yes }
}

/** The keys of sorted changes from `gte` on. */
export function* changedKeys(changes: readonly StateChange[], gte: Uint8Array): Generator<FoundKey> {
  let low = 0
  for (let high = changes.length; low < high;) {
    const middle = (low + high) >> 1
    if (compareBytes(changes[middle].key, gte) < 0) low = middle + 1
    else high = middle
  }
  for (; low < changes.length; low++) {
    const { key, value } = changes[low]
    yield { key, exists: () => value !== undefined }
  }
}

/** The keys with a value in order: of sorted sources, the first that knows of a key decides. Stops before `lt`. */
export function* mergeKeys(sources: readonly Iterator<FoundKey>[], lt: Uint8Array | undefined): Generator<Uint8Array> {
  const heads = sources.map((source) => source.next())
  try {
    for (;;) {
      let least: FoundKey | undefined
      for (const { done, value } of heads)
        if (done !== true && (least === undefined || compareBytes(value.key, least.key) < 0)) least = value
      if (least === undefined || (lt !== undefined && compareBytes(least.key, lt) >= 0)) return
      if (least.exists()) yield least.key
      for (let i = 0; i < heads.length; i++) {
        let head = heads[i]
        while (head.done !== true && isSameKey(head.value.key, least.key)) head = sources[i].next()
        heads[i] = head
      }
    }
  } finally {
    for (const source of sources) source.return?.()
  }
}
