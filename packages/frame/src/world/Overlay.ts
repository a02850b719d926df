import { ByteWriter, decode, encode } from '@echochain/codec'
import type { StateChange, StateView } from '@echochain/state'
import { type AnyStorageItem, StorageKeys, type StorageMap, type StorageValue } from '../module/storage.ts'
import { type Journal, Slot } from './Slot.ts'

/** What an overlay needs of the state it lies on. */
export type ParentState = Pick<StateView, 'peek'>

/** Decoded values by item and key. Keys that are no plain values stand for themselves as encoded text. */
export type DecodedEntries = ReadonlyMap<AnyStorageItem, { readonly slots: ReadonlyMap<unknown, DecodedEntry> }>

interface DecodedEntry {
  readonly storageKey: Uint8Array
  readonly stored: unknown
}

/** The slots of an item that were opened. The one used last is most often the one asked for next. */
class ItemSlots {
  readonly slots = new Map<unknown, Slot<any>>()
  lastId: unknown
  last: Slot<any> | undefined
}

/** Room for the changes of a small block. */
const CHANGES_BYTES = 16_384

const isPlain = (key: unknown): boolean => typeof key !== 'object'

/**
 * The state as one block sees it while it runs: entries are read and decoded once, changed as immutable values, and
 * encoded once at the end. A journal undoes failed calls in time proportional to what they changed.
 */
export class Overlay {
  readonly #parent: ParentState
  readonly #inherited: DecodedEntries | undefined
  readonly #items = new Map<AnyStorageItem, ItemSlots>()
  readonly #keys = new StorageKeys()
  readonly #journal: Journal = []

  /** `inherited`: values that the execution of the parent block left decoded; they save reads and decoding. */
  constructor(parent: ParentState, inherited?: DecodedEntries) {
    this.#parent = parent
    this.#inherited = inherited
  }

  slot<T>(item: StorageValue<T>): Slot<T>
  slot<K, T>(item: StorageMap<K, T>, key: K): Slot<T>
  slot(item: AnyStorageItem, key?: unknown): Slot<any> {
    let opened = this.#items.get(item)
    if (opened === undefined) this.#items.set(item, (opened = new ItemSlots()))
    const id = isPlain(key) ? key : String.fromCharCode(...encode(item.keyCodec!, key))
    if (opened.last !== undefined && opened.lastId === id) return opened.last
    let slot = opened.slots.get(id)
    if (slot === undefined) opened.slots.set(id, (slot = this.#open(item, id, key)))
    opened.lastId = id
    opened.last = slot
    return slot
  }

  #open(item: AnyStorageItem, id: unknown, key: unknown): Slot<any> {
    const inherited = this.#inherited?.get(item)?.slots.get(id)
    if (inherited !== undefined) return new Slot(this.#journal, item, inherited.storageKey, inherited.stored)
    const place = this.#keys.of(item, key)
    const bytes = this.#parent.peek(place)
    return new Slot(this.#journal, item, place, bytes === undefined ? undefined : decode(item.codec, bytes))
  }

  /** A place in the journal to come back to. */
  checkpoint(): number {
    return this.#journal.length
  }

  /** Takes back every change made since the checkpoint. */
  rollback(checkpoint: number): void {
    while (this.#journal.length > checkpoint) {
      const before = this.#journal.pop()
      const slot = this.#journal.pop() as Slot<any>
      slot.stored = before
    }
  }

  /** Forgets what could be taken back: the changes so far stay. */
  clearJournal(): void {
    this.#journal.length = 0
  }

  /** Every entry that was written and not taken back, with its encoding. The values share memory. */
  changes(): StateChange[] {
    const out = new ByteWriter(CHANGES_BYTES)
    const changed: Slot<any>[] = []
    const ends: number[] = []
    for (const [{ codec }, { slots }] of this.#items)
      for (const slot of slots.values()) {
        if (slot.stored === slot.original) continue
        if (slot.stored !== undefined && !codec.verbatim) codec.write(out, slot.stored)
        changed.push(slot)
        ends.push(out.length)
      }
    const { buffer } = out.toBytes()
    return changed.map(({ item, storageKey: key, stored, original }, at) => {
      const start = at === 0 ? 0 : ends[at - 1]
      const existed = original !== undefined
      if (stored === undefined) return { key, value: undefined, existed }
      if (item.codec.verbatim) return { key, value: stored, existed }
      return { key, value: new Uint8Array(buffer, start, ends[at] - start), existed }
    })
  }

  /** The decoded values, for the overlay of a child block. Valid once this overlay is no longer written to. */
  entries(): DecodedEntries {
    return this.#items
  }
}
