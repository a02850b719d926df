import { type Hash, merkleRoot, toHex } from '@echochain/codec'
import type { BlockStore } from '@echochain/consensus'
import { headerHash } from '@echochain/frame'
import type { BlockRef } from '@echochain/state'

/** Something wrong among the stored blocks. */
export interface BlockDamage {
  readonly part: 'blocks'
  readonly code: 'BLOCK_MISSING' | 'BLOCK_DIFFERS' | 'BASE_UNKNOWN'
  readonly message: string
}

/** Damages listed at most: behind so many, the database as a whole is to be replaced. */
const MAX_LISTED = 100

/**
 * Reads every block: each finalized one there, unchanged, listed by number, and on top of the one before; each later one
 * unchanged; and looks for the state's block, if the state is known.
 */
export function checkBlocks(blocks: BlockStore, base: BlockRef | undefined): BlockDamage[] {
  const damages: BlockDamage[] = []
  const report = (code: BlockDamage['code'], message: string): void => {
    if (damages.length < MAX_LISTED) damages.push({ part: 'blocks', code, message })
  }
  const finalized = blocks.finalized()
  if (!finalized) {
    report('BLOCK_MISSING', 'There is no block at all')
    return damages
  }
  let parent: Hash | undefined
  // The number of the latest finalized block may itself be damaged: what is missing is not counted up to any number.
  for (let number = 0; number <= finalized.number && damages.length < MAX_LISTED; number++) {
    const hash = blocks.canonicalHash(number)
    if (hash === undefined) report('BLOCK_MISSING', `Block ${number} is missing`)
    else {
      const fault = faultOf(blocks, { hash, number }, parent)
      if (fault) report('BLOCK_DIFFERS', fault)
    }
    parent = hash
  }
  for (const ref of blocks.blocksFrom(finalized.number + 1)) {
    const fault = faultOf(blocks, ref, undefined)
    if (fault) report('BLOCK_DIFFERS', fault)
  }
  if (base && !blocks.has(base.hash))
    report('BASE_UNKNOWN', `The state belongs to block ${base.number} (${base.hash}), which is missing`)
  return damages
}

/** What is wrong with a stored block, if anything. */
export function faultOf(blocks: BlockStore, { hash, number }: BlockRef, parent: Hash | undefined): string | undefined {
  try {
    const block = blocks.block(hash)
    if (!block) return `Block ${number} (${hash}) is missing`
    const { header, extrinsics } = block
    if (headerHash(header) !== hash || header.number !== number)
      return `Block ${number} is not what it was: its header has another hash`
    if (number > 0 && toHex(merkleRoot(extrinsics)) !== header.extrinsicsRoot)
      return `Block ${number} is not what it was: its extrinsics do not fit its header`
    if (parent !== undefined && header.parentHash !== parent) return `Block ${number} does not follow the one before`
    if (!blocks.blocksAt(number).some((listed) => listed.hash === hash))
      return `Block ${number} is missing in the list of blocks by number`
    return undefined
  } catch (error) {
    return `Block ${number} (${hash}) cannot be read: ${(error as Error).message}`
  }
}
