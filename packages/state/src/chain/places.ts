// Where the old values of a block are noted. Records of the table `places` are small lists, one for each 256th of the
// keys that the block changed: u64 fingerprint of the key ‖ u16 chunk of the block's reverse differences ‖ u32 offset in
// it. One look-up seeks once a window. An ordered index of the keys themselves was half of all that was written
// (measured: 200 of 400 ms for a block of 18,000 changes).
import { blake2b128 } from '@echochain/codec'
import { StateError } from '../StateError.ts'
import { u64 } from './tables.ts'

const FINGERPRINT_BYTES = 8
const ENTRY_BYTES = FINGERPRINT_BYTES + 6
const BUCKETS = 256

export interface Place {
  readonly chunk: number
  readonly offset: number
}

/** What stands for a key. Hashed, so that nobody can make many keys share one; who finds it looks at the key as well. */
export const fingerprintOf = (key: Uint8Array): Uint8Array => blake2b128(key).subarray(0, FINGERPRINT_BYTES)

/** Key of the record of block `block` that has the places of keys with this fingerprint. */
export function placesKey(window: number, fingerprint: Uint8Array, block: number): Uint8Array {
  const key = new Uint8Array(13)
  new DataView(key.buffer).setUint32(0, window)
  key[4] = fingerprint[0]
  key.set(u64(block), 5)
  return key
}

/** Start of a window's records. */
export const placesPrefix = (window: number): Uint8Array => placesKey(window, new Uint8Array(1), 0).subarray(0, 4)

/** Collects the places of a block. */
export class PlaceList {
  #entries = new Uint8Array(64 * ENTRY_BYTES)
  #view = new DataView(this.#entries.buffer)
  #length = 0

  add(key: Uint8Array, chunk: number, offset: number): void {
    if (this.#length === this.#entries.length) this.#enlarge()
    this.#entries.set(fingerprintOf(key), this.#length)
    this.#view.setUint16(this.#length + FINGERPRINT_BYTES, chunk)
    this.#view.setUint32(this.#length + FINGERPRINT_BYTES + 2, offset)
    this.#length += ENTRY_BYTES
  }

  #enlarge(): void {
    const larger = new Uint8Array(2 * this.#length)
    larger.set(this.#entries)
    this.#entries = larger
    this.#view = new DataView(larger.buffer)
  }

  /** The records to be stored, each to be kept under {@link placesKey} of its first bytes. */
  *records(): Generator<Uint8Array> {
    const entries = this.#entries
    const ends = new Uint32Array(BUCKETS)
    for (let at = 0; at < this.#length; at += ENTRY_BYTES) ends[entries[at]] += ENTRY_BYTES
    for (let bucket = 1; bucket < BUCKETS; bucket++) ends[bucket] += ends[bucket - 1]
    const sorted = new Uint8Array(this.#length)
    const next = Uint32Array.from(ends, (_, bucket) => (bucket === 0 ? 0 : ends[bucket - 1]))
    for (let at = 0; at < this.#length; at += ENTRY_BYTES) {
      const to = next[entries[at]]
      next[entries[at]] += ENTRY_BYTES
      for (let i = 0; i < ENTRY_BYTES; i++) sorted[to + i] = entries[at + i]
    }
    for (let bucket = 0, start = 0; bucket < BUCKETS; start = ends[bucket++])
      if (ends[bucket] > start) yield sorted.subarray(start, ends[bucket])
  }
}

/** The places in a record of keys with this fingerprint: one, but for chance. Throws {@link StateError} DAMAGED. */
export function* readPlaces(record: Uint8Array, fingerprint: Uint8Array): Generator<Place> {
  if (record.length % ENTRY_BYTES !== 0)
    throw new StateError('DAMAGED', 'A list of places of old values ends early. Run "db check".')
  const view = new DataView(record.buffer, record.byteOffset, record.length)
  for (let at = 0; at < record.length; at += ENTRY_BYTES) {
    let same = 0
    while (same < FINGERPRINT_BYTES && record[at + same] === fingerprint[same]) same++
    if (same < FINGERPRINT_BYTES) continue
    yield {
      chunk: view.getUint16(at + FINGERPRINT_BYTES),
      offset: view.getUint32(at + FINGERPRINT_BYTES + 2),
    }
  }
}

/** Number of places in a record. */
export const countPlaces = (record: Uint8Array): number => record.length / ENTRY_BYTES
