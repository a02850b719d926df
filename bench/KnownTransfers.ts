import type { Hash } from '@echochain/codec'
import type { VerifiedExtrinsic, VerifiedExtrinsics } from '@echochain/consensus'
import { decodeExtrinsic, extrinsicHash, type OpaqueExtrinsic, type Runtime } from '@echochain/frame'
import { decodeBlock } from './decodeBlock.ts'

/** More than a block of the benches has extrinsics. */
const PLACES_PER_BLOCK = 2 ** 16

/**
 * Knows all transactions of some blocks, as a pool would that had them. Decodes each when it is asked for: a pool holds
 * a few blocks' worth of them decoded, while 800,000 would cost the importer a second of garbage collection now and then.
 */
export class KnownTransfers implements VerifiedExtrinsics {
  readonly #runtime: Runtime
  readonly #blocks: readonly Uint8Array[]
  readonly #additional: Uint8Array
  /** By hash: number of the block times {@link PLACES_PER_BLOCK}, plus place in it. */
  readonly #places = new Map<Hash, number>()
  #opened = -1
  #extrinsics: readonly OpaqueExtrinsic[] = []

  /** `blocks` as they travel; `additional` is the additional part of the payload of every transaction. */
  constructor(runtime: Runtime, blocks: readonly Uint8Array[], additional: Uint8Array) {
    this.#runtime = runtime
    this.#blocks = blocks
    this.#additional = additional
    for (const [at, bytes] of blocks.entries())
      for (const [place, extrinsic] of decodeBlock(bytes).extrinsics.entries())
        this.#places.set(extrinsicHash(extrinsic), at * PLACES_PER_BLOCK + place)
  }

  find(hash: Hash): VerifiedExtrinsic | undefined {
    const place = this.#places.get(hash)
    if (place === undefined) return undefined
    const at = Math.floor(place / PLACES_PER_BLOCK)
    if (at !== this.#opened) {
      this.#extrinsics = decodeBlock(this.#blocks[at]).extrinsics
      this.#opened = at
    }
    const extrinsic = decodeExtrinsic(this.#runtime, this.#extrinsics[place % PLACES_PER_BLOCK])
    return { hash, extrinsic, additional: this.#additional }
  }
}
