// Changes of a block in one piece of memory, as they travel to the worker that writes them: u16 length and key, u32
// length and value, or DELETED in place of the length.
import type { StateChange } from '../trie/StateChange.ts'

const DELETED = 0xffff_ffff

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

/** The keys and values as views into `bytes`. */
export function decodeChanges(bytes: Uint8Array): KeyValue[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const changes: KeyValue[] = []
  for (let at = 0; at < bytes.length;) {
    const key = bytes.subarray(at + 2, at + 2 + view.getUint16(at))
    at += 2 + key.length
    const length = view.getUint32(at)
    at += 4
    const value = length === DELETED ? undefined : bytes.subarray(at, at + length)
    at += value?.length ?? 0
    changes.push({ key, value })
  }
  return changes
}
