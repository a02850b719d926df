import type { Hash } from '@echochain/codec'
import { headerHash } from '@echochain/frame'
import type { ChainClient } from '@echochain/sdk'
import { expect } from 'vitest'
import { type HeaderJson, readHeader } from '../../packages/sdk/src/chain/HeaderJson.ts'

interface Seen {
  readonly number: number
  readonly hash: Hash
}

/** Hears what a node tells, and later asks whether it still stands by it. */
export class Witness {
  readonly #blocks: Seen[] = []
  readonly #finalized: Seen[] = []

  async listen(chain: ChainClient): Promise<void> {
    const hear = (method: string, unsubscribe: string, seen: Seen[]) =>
      chain.rpc.subscribe<HeaderJson>(method, [], unsubscribe, (json) => {
        const header = readHeader(json)
        seen.push({ number: header.number, hash: headerHash(header) })
      })
    await hear('chain_subscribeAllHeads', 'chain_unsubscribeAllHeads', this.#blocks)
    await hear('chain_subscribeFinalizedHeads', 'chain_unsubscribeFinalizedHeads', this.#finalized)
  }

  get blocks(): number {
    return this.#blocks.length
  }

  get best(): number {
    return Math.max(0, ...this.#blocks.map(({ number }) => number))
  }

  get finalized(): number {
    return Math.max(0, ...this.#finalized.map(({ number }) => number))
  }

  /** One validator makes no forks: every block ever told is on the chain, with its body; finality never goes back. */
  async question(chain: ChainClient): Promise<void> {
    for (const { number, hash } of this.#blocks) {
      expect(await chain.rpc.request('chain_getBlockHash', [number]), `block ${number}`).toBe(hash)
      expect((await chain.header(hash)).number).toBe(number)
    }
    expect((await chain.bestBlock()).number).toBeGreaterThanOrEqual(this.best)
    const { number } = await chain.finalizedBlock()
    expect(number).toBeGreaterThanOrEqual(this.finalized)
    for (const seen of this.#finalized)
      expect(await chain.rpc.request('chain_getBlockHash', [seen.number]), `finalized ${seen.number}`).toBe(seen.hash)
  }
}
