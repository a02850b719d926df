import type { Hash } from '@echochain/codec'
import type { Chain } from '../chain/Chain.ts'
import { type BlockId, MAX_REQUEST_BLOCKS } from '../transport/PeerMessage.ts'
import { type BlockIntake, decodeBlocks, type FetchedBlock } from './BlockIntake.ts'
import type { ByteBudget, ByteShare } from './ByteBudget.ts'
import { SyncError } from './SyncError.ts'
import type { SyncPeer } from './SyncPeer.ts'

/** Longest branch fetched from the top down: all of it is in memory before its first block can be checked. */
const MAX_BRANCH_BLOCKS = 128

export interface BranchParts {
  readonly chain: Chain
  readonly intake: BlockIntake
  /** Memory for the branches of all peers. */
  readonly budget: ByteBudget
  /** What of it this branch takes. */
  readonly share: ByteShare
}

/**
 * The branch that leads to `target`, oldest block first, from the first one that is not known here; `undefined` when
 * it is too long to be fetched this way.
 * @throws SyncError when the peer does not answer, or with something else.
 */
export async function fetchBranch(
  peer: SyncPeer,
  target: BlockId,
  { chain, intake, budget, share }: BranchParts,
): Promise<FetchedBlock[] | undefined> {
  const branch: FetchedBlock[] = []
  let next = target
  let wanted = Math.max(1, target.number - chain.best.number)
  while (!intake.isKnown(next.hash)) {
    if (next.number <= chain.finalized.number)
      throw new SyncError('CONFLICTING_FINALITY', `Block ${next.number} (${next.hash}) is not the one that is final`)
    if (branch.length >= MAX_BRANCH_BLOCKS || (branch.length > 0 && budget.isSpent)) return undefined
    const room = Math.min(MAX_REQUEST_BLOCKS, MAX_BRANCH_BLOCKS - branch.length)
    const count = Math.min(wanted, room, next.number - chain.finalized.number)
    const encoded = await peer.request({ type: 'Hash', value: next.hash }, count)
    if (encoded.length > count || encoded.length === 0)
      throw new SyncError('BAD_RESPONSE', `${encoded.length} blocks instead of ${count}`)
    for (const { length } of encoded) share.add(length)
    const blocks = expectAncestry(decodeBlocks(encoded), next)
    branch.push(...blocks)
    next = parentOf(blocks.at(-1)!)
    wanted = count * 4 // most reorganisations are shallow
  }
  return branch.reverse().filter(({ hash }) => !intake.isKnown(hash))
}

const parentOf = ({ block }: FetchedBlock): { number: number; hash: Hash } => ({
  number: block.header.number - 1,
  hash: block.header.parentHash,
})

/** Each block must be the parent of the one before it, and the first the one that was asked for. */
function expectAncestry(blocks: FetchedBlock[], first: BlockId): FetchedBlock[] {
  let expected = first
  for (const block of blocks) {
    if (block.hash !== expected.hash || block.number !== expected.number)
      throw new SyncError(
        'BAD_RESPONSE',
        `Block ${block.number} (${block.hash}) instead of block ${expected.number} (${expected.hash})`,
      )
    expected = parentOf(block)
  }
  return blocks
}
