import { merkleRoot, toHex } from '@echochain/codec'
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

/** Reads every finalized block: there, unchanged, and each on top of the one before; and looks for the state's block. */
export function checkBlocks(blocks: BlockStore, base: BlockRef): BlockDamage[] {
  const damages: BlockDamage[] = []
  const report = (code: BlockDamage['code'], message: string): void => {
    if (damages.length < MAX_LISTED) damages.push({ part: 'blocks', code, message })
  }
  const finalized = blocks.finalized()
  if (!finalized) report('BLOCK_MISSING', 'There is no block at all')
  let parent: string | undefined
  for (let number = 0; finalized && number <= finalized.number; number++) {
    const hash = blocks.canonicalHash(number)
    const fault = hash === undefined ? `Block ${number} is missing` : faultOf(blocks, hash, parent)
    if (fault) report(hash === undefined ? 'BLOCK_MISSING' : 'BLOCK_DIFFERS', fault)
    parent = hash
  }
  if (!blocks.has(base.hash)) report('BASE_UNKNOWN', `The state belongs to block ${base.number}, which is missing`)
  return damages
}

function faultOf(blocks: BlockStore, hash: string, parent: string | undefined): string | undefined {
  try {
    const block = blocks.block(hash as `0x${string}`)
    if (!block) return `Block ${hash} is missing`
    const { header, extrinsics } = block
    if (headerHash(header) !== hash) return `Block ${header.number} is not what it was: its header has another hash`
    if (header.number > 0 && toHex(merkleRoot(extrinsics)) !== header.extrinsicsRoot)
      return `Block ${header.number} is not what it was: its extrinsics do not fit its header`
    if (parent !== undefined && header.parentHash !== parent)
      return `Block ${header.number} does not follow the one before`
    return undefined
  } catch (error) {
    return `Block ${hash} cannot be read: ${(error as Error).message}`
  }
}
