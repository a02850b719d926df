import { type Hex, toHex } from '@echochain/codec'
import type { StateChange } from '@echochain/state'
import type { ParentState } from '../world/Overlay.ts'

/** State kept in a Map, for tests of what is above it. Refuses changes that are wrong about what was there. */
export class TestState implements ParentState {
  readonly entries: Map<Hex, Uint8Array>

  constructor(entries: Iterable<readonly [Hex, Uint8Array]> = []) {
    this.entries = new Map(entries)
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.entries.get(toHex(key))
  }

  peek(key: Uint8Array): Uint8Array | undefined {
    return this.get(key)
  }

  /** The state after the changes; this one stays as it is. */
  with(changes: readonly StateChange[]): TestState {
    const next = new TestState(this.entries)
    for (const { key, value, existed } of changes) {
      const hex = toHex(key)
      if (this.entries.has(hex) !== existed) throw new Error(`Change of ${hex} says existed: ${existed}`)
      if (value === undefined) next.entries.delete(hex)
      else next.entries.set(hex, value)
    }
    return next
  }
}
