// Changes of a block in one piece of memory, as they travel to the worker that writes them: u16 length and key, u32
// length and value, or DELETED in place of the length.
import { StateError } from '../StateError.ts'
import type { StateChange } from '../trie/StateChange.ts'

/** In place of the length of a value: there is none. */
export const DELETED = 0xffff_ffff

export interface KeyValue {
  readonly key: Uint8Array
  readonly value: Uint8Array | undefined
}

export function encodeChanges(changes: readonly StateChange[]): Uint8Array<ArrayBuffer> {
  let size = 0
  for (const { key, value } of changes) size += 6 + key.length + (value?.length ?? 0)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { key, value } of changes) {
    view.setUint16(at, key.length)
    bytes.set(key, at + 2)
    at += 2 + key.length
    view.setUint32(at, value === undefined ? DELETED : value.length)
    at += 4
    if (value === undefined) continue
    bytes.set(value, at)
    at += value.length
  }
  return bytes
}

/**
 * The keys and values as views into `bytes`, from `offset` on, `limit` of them at most. Throws {@link StateError}
 * DAMAGED where they end early.
 */
export function decodeChanges(bytes: Uint8Array, offset = 0, limit = Infinity): KeyValue[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const changes: KeyValue[] = []
  let at = offset
  const take = (length: number): number => {
    if (at + length > bytes.length) throw new StateError('DAMAGED', 'A list of changes ends early. Run "db check".')
    at += length
    return at - length
  }
  while (at < bytes.length && changes.length < limit) {
    const keyLength = view.getUint16(take(2))
    const keyAt = take(keyLength)
    const length = view.getUint32(take(4))
    const valueAt = length === DELETED ? undefined : take(length)
    changes.push({
      key: bytes.subarray(keyAt, keyAt + keyLength),
      value: valueAt === undefined ? undefined : bytes.subarray(valueAt, valueAt + length),
    })
  }
  return changes
}
