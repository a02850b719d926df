import { type Hash, ss58Encode } from '@echochain/codec'
import { cidFromBytes } from '@echochain/content'
import { computeSplit, registryStorage } from '@echochain/runtime'
import type { ChainClient } from '@echochain/sdk'
import { expect } from 'vitest'

interface Status {
  readonly state: string
  readonly indexed: { readonly number: number; readonly hash: Hash } | null
  readonly blocksWithoutEvents: number
}
interface Share {
  readonly account: string
  readonly amount: string
  readonly role: string
}
interface PurchaseDetail {
  readonly shares: readonly Share[]
  readonly settlement: { readonly fee: string } | null
}

/** Asks a market's REST interface, whatever it takes until it answers: it may just be starting. */
export async function askMarket<T>(market: string, path: string): Promise<T> {
  const response = await fetch(market + path)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function listAll<T>(market: string, path: string): Promise<T[]> {
  const all: T[] = []
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await askMarket<{ items: T[]; nextCursor: string | null }>(market, `${path}?limit=100${query}`)
    all.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return all
}

/** Waits until the market has indexed a block. The test's own time limit is the only one. */
export async function untilIndexed(market: string, number: number): Promise<void> {
  for (;;) {
    const { indexed, state } = await askMarket<Status>(market, '/api/status')
    if (indexed && indexed.number >= number && state === 'following') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/**
 * Compares everything a market says of a chain on which nothing is traded just now with the chain's own storage: each
 * sample, licence and purchase, each purchase's money to the unit, and the hash of each block.
 */
export async function compareMarket(market: string, chain: ChainClient): Promise<{ purchases: number }> {
  const at = (await chain.bestBlock()).hash
  const samples = await entriesOf(chain.entries(registryStorage.sample, at))
  const purchases = await entriesOf(chain.entries(registryStorage.purchase, at))
  const licences = await entriesOf(chain.entries(registryStorage.licence, at))
  const shown = {
    samples: await listAll<{ id: number }>(market, '/api/samples'),
    licences: await listAll<{ id: number }>(market, '/api/licences'),
    purchases: await listAll<{ id: number }>(market, '/api/purchases'),
  }
  const salesOf = Map.groupBy(purchases.values(), ({ sample }) => sample)
  expect(shown.samples.length).toBe(samples.size)
  for (const card of shown.samples) {
    const { owner, metadata, content, offers } = samples.get(card.id)!
    expect(card).toMatchObject({
      title: metadata.title,
      owner: ss58Encode(owner),
      contentCid: cidFromBytes(content.contentCid),
      minPrice: offers[0].price.value.toString(),
      sales: salesOf.get(card.id)?.length ?? 0,
    })
  }
  expect(shown.licences.length).toBe(licences.size)
  for (const licence of shown.licences) {
    const { holder, purchase, sample } = licences.get(licence.id)!
    expect(licence).toMatchObject({ holder: ss58Encode(holder), purchase, sample: { id: sample } })
  }
  expect(shown.purchases.length).toBe(purchases.size)
  for (const purchase of shown.purchases) {
    const { buyer, seller, price, licence, deliveryEscrow, sample } = purchases.get(purchase.id)!
    expect(purchase).toMatchObject({
      buyer: ss58Encode(buyer),
      seller: ss58Encode(seller),
      price: price.toString(),
      deliveryEscrow: deliveryEscrow.toString(),
      licence,
    })
    const { shares, settlement } = await askMarket<PurchaseDetail>(market, `/api/purchases/${purchase.id}`)
    const split = computeSplit(price, samples.get(sample)!, () => {
      throw new Error('Nothing here has a parent')
    })
    expect(settlement?.fee, `fee of purchase ${purchase.id}`).toBe(split.fee.toString())
    expect(shares, `shares of purchase ${purchase.id}`).toMatchObject(
      split.payments.map(({ to, amount, role }) => ({
        account: ss58Encode(to),
        amount: amount.toString(),
        role: role.type,
      })),
    )
  }
  await compareBlocks(market, chain)
  return { purchases: purchases.size }
}

async function compareBlocks(market: string, chain: ChainClient): Promise<void> {
  expect((await askMarket<Status>(market, '/api/status')).blocksWithoutEvents).toBe(0)
  const blocks = await listAll<{ number: number; hash: Hash }>(market, '/api/blocks')
  expect(blocks.map(({ number }) => number)).toEqual(Array.from(blocks, (_, at) => blocks.length - 1 - at))
  for (const { number, hash } of blocks)
    expect(await chain.rpc.request('chain_getBlockHash', [number]), `block ${number} of the market`).toBe(hash)
}

async function entriesOf<K, V>(entries: AsyncIterable<readonly [K, V]>): Promise<Map<K, V>> {
  const all = new Map<K, V>()
  for await (const [key, value] of entries) all.set(key, value)
  return all
}
