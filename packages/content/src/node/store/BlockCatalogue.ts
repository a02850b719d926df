import { type Cid, createCid } from '../../cid/Cid.ts'
import type { BlobIndex } from './BlobIndex.ts'

/**
 * Which files hold a block. The roots of files are not in it: they are found by name. About 200 bytes of memory a block,
 * so 200 MB for a terabyte; the store's `maxBlocks` bounds it.
 */
export class BlockCatalogue {
  /** One owner mostly; a set where files share a block. */
  #owners = new Map<Cid, Cid | Set<Cid>>()

  get size(): number {
    return this.#owners.size
  }

  add(index: BlobIndex): void {
    const owner = index.description.cid
    for (const block of blocksBelowRoot(index)) {
      const known = this.#owners.get(block)
      if (known === undefined) this.#owners.set(block, owner)
      else if (known instanceof Set) known.add(owner)
      else if (known !== owner) this.#owners.set(block, new Set([known, owner]))
    }
  }

  remove(index: BlobIndex): void {
    const owner = index.description.cid
    for (const block of blocksBelowRoot(index)) {
      const known = this.#owners.get(block)
      if (known instanceof Set) known.delete(owner)
      if (known === owner || (known instanceof Set && known.size === 0)) this.#owners.delete(block)
    }
  }

  ownersOf(block: Cid): Cid[] {
    const owners = this.#owners.get(block)
    if (owners === undefined) return []
    return owners instanceof Set ? [...owners] : [owners]
  }
}

function* blocksBelowRoot({ description, digests, nodes }: BlobIndex): Generator<Cid, void> {
  if (nodes.size === 0) return
  for (const cid of nodes.keys()) if (cid !== description.cid) yield cid
  for (const { leaf } of digests) yield createCid('raw', leaf)
}
