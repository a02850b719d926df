import { compareBytes } from '@echochain/codec'
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

/** The keys of sorted changes from `gte` on. */
export function* keysFrom(changes: readonly StateChange[], gte: Uint8Array): Generator<Uint8Array> {
  let low = 0
  for (let high = changes.length; low < high;) {
    const middle = (low + high) >> 1
    if (compareBytes(changes[middle].key, gte) < 0) low = middle + 1
    else high = middle
  }
  for (; low < changes.length; low++) yield changes[low].key
}

/** All keys of sorted sources in order, each once. */
export function* mergeKeys(sources: readonly Iterator<Uint8Array>[]): Generator<Uint8Array> {
  const heads = sources.map((source) => source.next())
  try {
    for (;;) {
      let least: Uint8Array | undefined
      for (const { done, value } of heads)
        if (done !== true && (least === undefined || compareBytes(value, least) < 0)) least = value
      if (least === undefined) return
      yield least
      for (let i = 0; i < heads.length; i++)
        while (heads[i].done !== true && compareBytes(heads[i].value, least) === 0) heads[i] = sources[i].next()
    }
  } finally {
    for (const source of sources) source.return?.()
  }
}
