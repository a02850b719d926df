import { utf8 } from '@echochain/codec'
import { describeContent } from '@echochain/content'
import { keypairFromUri } from '@echochain/crypto'
import { runtimeCall } from '@echochain/frame'
import { computeOfferHash, devAccount, sampleRegistry } from '@echochain/runtime'
import { createOffer, registerCall } from '@echochain/sdk'
import { TransactionSigner } from '../../packages/consensus/src/testing/index.ts'
import type { FakeTimeNode } from './FakeTimeNode.ts'

const DAVE = keypairFromUri('//Dave', 'ed25519')
const EVE = keypairFromUri('//Eve', 'ed25519')
const OFFER = createOffer('Personal', 7_000_000_007n)

/** Publishes `samples` samples, each sold once, in two blocks. */
export async function trade(node: FakeTimeNode, samples: number): Promise<void> {
  const { pool, chain } = node.node
  const signer = new TransactionSigner(chain, pool)
  for (let i = 0; i < samples; i++) {
    const title = `sample ${chain.best.number} ${i}`
    const draft = {
      metadata: { title, tags: ['abuse'], kind: 'Loop', bpm: 120_000, key: 9 },
      durationMs: 1_000,
      format: 'wav',
      offers: [OFFER],
      royalties: [{ account: devAccount('Charlie'), basisPoints: 2_500 }],
    } as const
    await pool.submit(signer.sign(registerCall(describeContent(utf8(title)), draft), DAVE))
  }
  await node.passSlots(1)
  const last = chain.nextContext(chain.best.hash).get(sampleRegistry.storage!.nextSampleId) as number
  for (let sample = last - samples; sample < last; sample++) {
    const purchase = { sample, offerHash: computeOfferHash(OFFER), maxPrice: OFFER.price.value, deliveryKey: undefined }
    await pool.submit(signer.sign(runtimeCall(sampleRegistry.calls.buyLicence, purchase), EVE))
  }
  await node.passSlots(1)
}
