import type { Hash } from '@echochain/codec'
import {
  computeProposer,
  computeSetRoot,
  consensusStorage,
  epochOf,
  type Slot,
  type Validator,
} from '@echochain/runtime'
import type { StateView } from '@echochain/state'
import { readStorage } from '../chain/readStorage.ts'

/** Who does what on top of a block: read from its state. */
export class EpochDuties {
  readonly validators: readonly Validator[]
  /** Roots of the active sets of the block's epoch and the two after it; without stake they are all the same set. */
  readonly setRoots: readonly [Hash, Hash, Hash]
  readonly #state: StateView
  readonly #slotsPerEpoch: number

  constructor(parentState: StateView) {
    this.#state = parentState
    this.validators = readStorage(parentState, consensusStorage.validators)
    this.#slotsPerEpoch = readStorage(parentState, consensusStorage.parameters).slotsPerEpoch
    const root = computeSetRoot(this.validators)
    this.setRoots = [root, root, root]
  }

  /** Index of the validator that may propose in a slot, drawn from the randomness of two epochs before. */
  proposerOf(slot: Slot): number {
    return computeProposer(this.validators, this.#mixFor(slot), slot)
  }

  /** Epochs that have not closed in this state (a gap of whole epochs) saw nothing new: the mix so far holds. */
  #mixFor(slot: Slot): Hash {
    const epoch = epochOf(slot, this.#slotsPerEpoch)
    const closed = epoch >= 2n ? readStorage(this.#state, consensusStorage.epochMix, epoch - 2n) : undefined
    if (closed !== undefined) return closed
    const stateEpoch = epochOf(readStorage(this.#state, consensusStorage.slot), this.#slotsPerEpoch)
    return epoch >= 2n && epoch - 2n >= stateEpoch
      ? readStorage(this.#state, consensusStorage.randaoMix)
      : consensusStorage.randaoMix.initial
  }
}
