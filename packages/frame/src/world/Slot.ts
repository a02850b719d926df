import type { AnyStorageItem } from '../module/storage.ts'

/** Pairs of a slot and the value it had before: what {@link Slot} notes, so that `Overlay` can take changes back. */
export type Journal = unknown[]

/** One storage entry as this block sees it: its decoded, immutable value, and what the parent state has there. */
export class Slot<T> {
  /** Not the overlay itself, which a slot inherited by the child block would keep alive with all it lies on. */
  readonly #journal: Journal
  readonly item: AnyStorageItem
  /** Where the entry is in the state. Kept, because making it costs a hash. */
  readonly storageKey: Uint8Array
  /** The value in the parent state. */
  readonly original: T | undefined
  /** `undefined` stands for absence; read through {@link value}. */
  stored: T | undefined

  constructor(journal: Journal, item: AnyStorageItem, storageKey: Uint8Array, original: T | undefined) {
    this.#journal = journal
    this.item = item
    this.storageKey = storageKey
    this.original = original
    this.stored = original
  }

  get exists(): boolean {
    return this.stored !== undefined
  }

  /** The value, or what absence reads as. */
  get value(): T {
    return this.stored === undefined ? this.item.initial : this.stored
  }

  /** Sets the entry; `undefined` removes it. A failed call takes this back. */
  set value(value: T | undefined) {
    this.#journal.push(this, this.stored)
    this.stored = value
  }

  remove(): void {
    this.value = undefined
  }
}
