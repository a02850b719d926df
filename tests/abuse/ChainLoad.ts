import { type Hash, utf8 } from '@echochain/codec'
import { describeContent } from '@echochain/content'
import { type Keypair, keypairFromUri } from '@echochain/crypto'
import { addressOf, extrinsicHash, runtimeCall } from '@echochain/frame'
import { balances, devAccount, type SampleId } from '@echochain/runtime'
import { buyLicence, ChainClient, createOffer, type Inclusion, registerSample } from '@echochain/sdk'
import { expect } from 'vitest'

const PAYERS = ['//Alice', '//Bob', '//Charlie'] as const
const PRODUCER = keypairFromUri('//Dave', 'ed25519')
const BUYERS = ['//Eve', '//Ferdie'] as const
const OFFER = createOffer('Personal', 7_000_000_007n)
/** Samples that a later round may still buy. */
const MAX_KNOWN = 1_000

/** Transfers, registrations and purchases, as fast as one node takes them, until it is gone. */
export class ChainLoad {
  /** What the node said is in a block, since the last {@link question}. */
  #inclusions: Inclusion[] = []
  readonly #samples: SampleId[] = []
  #count = 0

  /** Resolves when the connection is gone. */
  async run(chain: ChainClient): Promise<void> {
    const work = [
      ...PAYERS.map((uri) => this.#pay(chain, keypairFromUri(uri, 'ed25519'))),
      this.#publish(chain),
      ...BUYERS.map((uri) => this.#buy(chain, keypairFromUri(uri, 'ed25519'))),
    ]
    await Promise.allSettled(work)
  }

  /** Includes purchases and registrations, not transfers, whose fate nobody waits for. */
  get included(): number {
    return this.#inclusions.length
  }

  /** Everything that was told to be in a block is in that block. */
  async question(chain: ChainClient): Promise<void> {
    for (const { block, hash, index } of this.#inclusions.splice(0)) {
      const body = await chain.blockBody(block)
      expect(extrinsicHash(body[index]), `extrinsic ${index} of ${block}`).toBe(hash)
    }
  }

  async #pay(chain: ChainClient, from: Keypair): Promise<void> {
    const dest = addressOf(devAccount('Bob', 'ecdsa'))
    const call = runtimeCall(balances.calls.transferKeepAlive, { dest, value: 1_000_000n })
    while (chain.rpc.state === 'connected') {
      const nonce = await chain.nextNonce(from.account)
      const batch = await Promise.all(
        Array.from({ length: 20 }, (_, at) => chain.sign(call, from, { nonce: nonce + at })),
      )
      for (const bytes of batch)
        await chain.rpc.request<Hash>('author_submitExtrinsic', [`0x${Buffer.from(bytes).toString('hex')}`])
    }
  }

  async #publish(chain: ChainClient): Promise<void> {
    while (chain.rpc.state === 'connected') {
      const title = `${process.pid} ${Date.now()} ${this.#count++}`
      const content = describeContent(utf8(title))
      const draft = {
        metadata: { title, tags: ['abuse'], kind: 'Loop', bpm: 120_000, key: 9 },
        durationMs: 1_000,
        format: 'wav',
        offers: [OFFER],
        royalties: [{ account: devAccount('Charlie'), basisPoints: 2_500 }],
      } as const
      const { sample, inclusion } = await registerSample(chain, content, draft, PRODUCER)
      this.#inclusions.push(inclusion)
      if (this.#samples.length < MAX_KNOWN) this.#samples.push(sample)
    }
  }

  async #buy(chain: ChainClient, buyer: Keypair): Promise<void> {
    while (chain.rpc.state === 'connected') {
      const sample = this.#samples[Math.floor(Math.random() * this.#samples.length)]
      if (sample === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
      else this.#inclusions.push((await buyLicence(chain, sample, OFFER, buyer)).inclusion)
    }
  }
}
