import { cidToBytes, describeBlob } from '@echochain/content'
import { runtimeCall } from '@echochain/frame'
import { computeOfferHash, computeSplit, registryStorage, type SampleId, sampleRegistry } from '@echochain/runtime'
import { describe, expect, test } from 'vitest'
import { publishOnChain } from '../testing/publishOnChain.ts'
import { devKeys, producing, startChain } from '../testing/startChain.ts'
import { buyLicence, readPurchase } from './buyLicence.ts'
import { computeSampleDeposit } from './computeSampleDeposit.ts'
import { findTerms } from './licenceTerms.ts'
import { createOffer } from './publishSample.ts'

const ECHO = 1_000_000_000_000n
const [alice, bob, charlie, dave] = [devKeys('Alice'), devKeys('Bob'), devKeys('Charlie'), devKeys('Dave')]

describe('publishing', () => {
  test('puts on chain what was said of the sample, and what identifies its file', async () => {
    await using chain = await startChain()
    const offers = [createOffer('Personal', 2n * ECHO), createOffer('Exclusive', 90n * ECHO, { transferable: false })]
    const royalties = [{ account: charlie.account, basisPoints: 2_500 }]
    const sample = await publishOnChain(chain, 'a loop', { offers, royalties }, bob)
    const record = await chain.client.get(registryStorage.sample, sample)
    const content = await describeBlob(new Blob(['a loop']))
    expect(record).toMatchObject({
      owner: bob.account,
      metadata: { title: 'a loop', tags: ['test'], kind: 'Loop', bpm: 120_000, key: 9 },
      content: {
        durationMs: 8_000,
        format: 'wav',
        size: 6n,
        contentCid: cidToBytes(content.cid),
        plainHash: content.plainHash,
        plainRoot: content.segmentRoot,
        storageRoot: content.segmentRoot,
        keyCommitment: undefined,
      },
      offers,
      royalties,
      parents: [],
      status: 'Pending',
    })
    expect(findTerms(record!.offers[1].terms)?.kind).toBe('Exclusive')
    const draft = { metadata: record!.metadata, durationMs: 8_000, format: 'wav', offers, royalties }
    expect(computeSampleDeposit(content, draft)).toBe(record!.deposit)
  })

  test('the same file again is refused by the chain', async () => {
    await using chain = await startChain()
    await publishOnChain(chain, 'a loop', {}, bob)
    await expect(publishOnChain(chain, 'a loop', {}, charlie)).rejects.toMatchObject({
      code: 'TRANSACTION_FAILED',
      message: expect.stringMatching(/^SampleRegistry\.ContentAlreadyRegistered: /),
    })
  })
})

describe('buying', () => {
  test('pays fee, royalties and upstream as protocol.md §6 divides the price, and tells who got what', async () => {
    await using chain = await startChain()
    const { node, client } = chain
    const royalties = [{ account: charlie.account, basisPoints: 3_333 }]
    const parent = await publishOnChain(chain, 'a kick', {}, dave)
    const parents = [{ sample: parent, basisPoints: 1_500 }]
    const offer = createOffer('Commercial', 3n * ECHO + 7n)
    const sample = await publishOnChain(chain, 'a song', { offers: [offer], royalties, parents }, bob)

    const freeBefore = (await client.account(charlie.account)).data.free
    const bought = await buyLicence(client, sample, offer, alice, producing(node))

    const split = computeSplit(offer.price.value, { owner: bob.account, royalties, parents }, () => ({
      owner: dave.account,
      royalties: [],
    }))
    expect(bought.price).toBe(offer.price.value)
    const { burned, treasury, deliveryEscrow } = split
    expect(bought.fee).toEqual({ burned, treasury, deliveryEscrow })
    expect(bought.shares).toEqual(split.payments.map((payment) => ({ ...payment, credited: false })))
    const royalty = split.payments.find(({ to }) => to === charlie.account)!
    expect((await client.account(charlie.account)).data.free).toBe(freeBefore + royalty.amount)

    expect(await client.get(registryStorage.licence, bought.licence)).toMatchObject({
      sample,
      purchase: bought.purchase,
      holder: alice.account,
      kind: 'Commercial',
      terms: offer.terms,
      transferable: true,
      issuedAt: bought.inclusion.blockNumber,
    })
  })

  test('under other terms, or for more than the price seen, is refused by the chain', async () => {
    await using chain = await startChain()
    const { node, client } = chain
    const sample = await publishOnChain(chain, 'a loop', { offers: [createOffer('Personal', ECHO)] }, bob)
    const refused = (offer: Parameters<typeof buyLicence>[2]) =>
      buyLicence(client, sample, offer, alice, producing(node))
    await expect(refused(createOffer('Commercial', ECHO))).rejects.toThrow('SampleRegistry.OfferNotFound')
    await expect(refused(createOffer('Personal', ECHO, { transferable: false }))).rejects.toThrow(
      'SampleRegistry.OfferNotFound',
    )
    await expect(refused(createOffer('Personal', ECHO - 1n))).rejects.toThrow('SampleRegistry.PriceTooHigh')
    expect((await refused(createOffer('Personal', ECHO + 1n))).price).toBe(ECHO)
  })

  test('several licences in one transaction: the shares of the first are not mixed with those of others', async () => {
    await using chain = await startChain()
    const { client } = chain
    const offer = createOffer('Personal', ECHO)
    const first = await publishOnChain(chain, 'one', { offers: [offer] }, bob)
    const second = await publishOnChain(chain, 'two', { offers: [offer] }, charlie)
    const buy = (sample: SampleId) =>
      runtimeCall(sampleRegistry.calls.buyLicence, {
        sample,
        offerHash: computeOfferHash(offer),
        maxPrice: ECHO,
        deliveryKey: undefined,
      })
    const batch = client.runtime.modules.find(({ name }) => name === 'Utility')!.calls!.batchAll
    const { events } = await chain.submit(runtimeCall(batch, { calls: [buy(first), buy(second)] }), alice)
    expect(readPurchase(events).shares.map(({ to }) => to)).toEqual([bob.account])
  })

  test('a transaction that bought nothing is no purchase', () => {
    expect(() => readPurchase([])).toThrow(expect.objectContaining({ code: 'TRANSACTION_FAILED' }))
  })
})
