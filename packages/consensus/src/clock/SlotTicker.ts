import type { Slot } from '@echochain/runtime'
import type { Clock } from './Clock.ts'

export interface SlotTiming {
  readonly genesisTimeMs: bigint
  readonly slotMs: number
}

/** slot = floor((now − genesisTime)/slotMs); negative before genesis (protocol.md §3). */
export const slotAt = (timeMs: number, { genesisTimeMs, slotMs }: SlotTiming): Slot => {
  const elapsed = BigInt(Math.floor(timeMs)) - genesisTimeMs
  const slot = elapsed / BigInt(slotMs)
  return elapsed < 0n && elapsed % BigInt(slotMs) !== 0n ? slot - 1n : slot
}

export const slotStartMs = (slot: Slot, { genesisTimeMs, slotMs }: SlotTiming): number =>
  Number(genesisTimeMs + slot * BigInt(slotMs))

/** Calls back at the begin of each slot, each slot at most once, also when the clock is set back. */
export class SlotTicker {
  readonly #timing: SlotTiming
  readonly #clock: Clock
  readonly #onSlot: (slot: Slot) => void
  #cancel: (() => void) | undefined
  #last: Slot

  constructor(timing: SlotTiming, clock: Clock, onSlot: (slot: Slot) => void) {
    this.#timing = timing
    this.#clock = clock
    this.#onSlot = onSlot
    this.#last = slotAt(clock.now(), timing)
    this.#schedule()
  }

  #schedule(): void {
    const next = slotAt(this.#clock.now(), this.#timing) + 1n
    this.#cancel = this.#clock.at(slotStartMs(next, this.#timing), () => {
      const slot = slotAt(this.#clock.now(), this.#timing)
      this.#schedule()
      if (slot <= this.#last) return
      this.#last = slot
      this.#onSlot(slot)
    })
  }

  stop(): void {
    this.#cancel?.()
  }
}
