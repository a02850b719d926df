import type { AnyStorageItem } from '../module/storage.ts'
import type { Overlay } from './Overlay.ts'

/** One storage entry as this block sees it: its decoded, immutable value, and whether the parent state has the entry. */
export class Slot<T> {
  readonly #overlay: Overlay
  readonly item: AnyStorageItem
  readonly key: unknown
  /** Whether the entry exists in the parent state. */
  readonly existed: boolean
  /** `undefined` stands for absence; read through {@link value}. */
  stored: T | undefined
  dirty = false

  constructor(overlay: Overlay, item: AnyStorageItem, key: unknown, stored: T | undefined) {
    this.#overlay = overlay
    this.item = item
    this.key = key
    this.existed = stored !== undefined
    this.stored = stored
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
    this.#overlay.record(this, this.stored)
    this.stored = value
    this.dirty = true
  }

  remove(): void {
    this.value = undefined
  }
}
