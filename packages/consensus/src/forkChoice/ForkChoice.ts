import type { BlockNode, BlockTree } from '../chain/BlockTree.ts'

/** Which of the known blocks the chain follows. */
export interface ForkChoice {
  /** The block to build on, given the present one and one just added. */
  choose(tree: BlockTree, best: BlockNode, added: BlockNode): BlockNode
}

/** The most blocks; on a tie the lower slot of the tip, then the larger hash. */
export const longestChain: ForkChoice = {
  choose: (_tree, best, added) => (isBetter(added, best) ? added : best),
}

function isBetter(a: BlockNode, b: BlockNode): boolean {
  if (a.number !== b.number) return a.number > b.number
  if (a.slot !== b.slot) return a.slot < b.slot
  return a.hash > b.hash
}
