import { epochOf, firstSlotOf } from '@echochain/runtime'
import type { BlockNode, BlockTree } from '../chain/BlockTree.ts'

/** Which block can no longer be taken back. */
export interface FinalitySource {
  /** A descendant of the tree's root, or the root, that is final now that `best` is the best block. */
  finalizedBy(tree: BlockTree, best: BlockNode): BlockNode
}

/**
 * Finalizes the checkpoint of two epochs before the best block's: the last block at or before that epoch's first slot.
 * For networks with one validator, who cannot disagree with itself.
 */
export const twoEpochsBack = (slotsPerEpoch: number): FinalitySource => ({
  finalizedBy: (tree, best) => {
    const epoch = epochOf(best.slot, slotsPerEpoch) - 2n
    return epoch > 0n ? tree.ancestorAtSlot(best, firstSlotOf(epoch, slotsPerEpoch)) : tree.root
  },
})
