import { type Logger, slotAt } from '@echochain/consensus'
import type { ConsensusParameters, Slot } from '@echochain/runtime'

type SlotTiming = Pick<ConsensusParameters, 'genesisTimeMs' | 'slotMs'>

/** Slots the clock may be behind the best block without a word: another node's clock may be a little ahead. */
const TOLERATED_SLOTS = 2n

/** Says in the log when time does not pass as it should: slots that were missed, and a clock behind the chain. */
export class SlotWatch {
  readonly #timing: SlotTiming
  readonly #logger: Logger
  #lastSlot: Slot | undefined
  #isBehind = false

  constructor(timing: SlotTiming, logger: Logger) {
    this.#timing = timing
    this.#logger = logger
  }

  /** A slot has begun. */
  onSlot(slot: Slot): void {
    const missed = this.#lastSlot === undefined ? 0n : slot - this.#lastSlot - 1n
    this.#lastSlot = slot
    if (missed <= 0n) return
    const durationMs = Number(missed) * this.#timing.slotMs
    this.#logger.warn(
      `${missed} slots before slot ${slot} were missed (${Math.round(durationMs / 1000)} s): the machine was busy or ` +
        'asleep, or its clock was set forward',
      { slot: Number(slot), missed: Number(missed) },
    )
  }

  /** Compares the clock with the slot of the best block; a validator makes no blocks until the clock has caught up. */
  compare(nowMs: number, bestSlot: Slot): void {
    const behind = bestSlot - slotAt(nowMs, this.#timing)
    const wasBehind = this.#isBehind
    this.#isBehind = behind > TOLERATED_SLOTS
    if (this.#isBehind && !wasBehind)
      this.#logger.warn(
        `The machine's clock is ${Math.round((Number(behind) * this.#timing.slotMs) / 1000)} s behind the chain: no blocks are ` +
          'made until it has caught up. Set the clock.',
        { behindSlots: Number(behind) },
      )
    else if (wasBehind && !this.#isBehind) this.#logger.info("The machine's clock has caught up with the chain")
  }
}
