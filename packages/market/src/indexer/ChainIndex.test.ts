import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALICE, BOB, CHARLIE, DAVE, FakeChain, type SignedCall } from '../testing/FakeChain.ts'
import { catchUp, dump } from '../testing/indexing.ts'
import { ECHO, marketCalls, offer } from '../testing/marketCalls.ts'
import { onEveryDatabase } from '../testing/onEveryDatabase.ts'
import { IndexStore } from './IndexStore.ts'

const PEOPLE = [ALICE, BOB, CHARLIE, DAVE]

onEveryDatabase((under) => {
  test('a chain of market calls becomes rows', async () => {
    const chain = new FakeChain()
    const market = marketCalls(chain.runtime)
    const price = offer(10n * ECHO)
    chain.produce([
      BOB,
      market.register({
        title: 'Amen',
        file: 1,
        offers: [price],
        royalties: [{ account: DAVE.account, basisPoints: 1_000 }],
      }),
    ])
    chain.produce([CHARLIE, market.buy(1, price)], [BOB, market.buy(1, price)])
    await catchUp(under.db, chain)
    const { blocks, extrinsics, samples, purchases, licences, payments, price_history } = await dump(under.db)
    expect(blocks).toHaveLength(3)
    expect(extrinsics).toHaveLength(5)
    expect(samples).toMatchObject([{ id: 1, title: 'Amen', sales: 1, for_sale: true, status: 'Pending' }])
    expect(purchases).toMatchObject([{ id: 1, sample: 1, licence: 1, state: 'Settled' }])
    expect(licences).toMatchObject([{ id: 1, kind: 'Personal', issued_at: 2 }])
    expect(payments.map((row: any) => row.role).sort()).toEqual(['Owner', 'Royalty'])
    expect(price_history).toMatchObject([{ block: 1, sample: 1, min_price: 10_000_000_000_000 }])
    const failed = extrinsics.find((row: any) => row.success === false)
    expect(failed).toMatchObject({ error: { code: 'SampleRegistry.OwnSample' }, call: 'SampleRegistry.buy_licence' })
  })

  test('after any reorganisations the index is the one of the final chain read from its beginning', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.integer({ min: 5, max: 25 }), async (random, rounds) => {
        const next = (below: number): number => random.next().value! % below
        const chain = new FakeChain()
        let files = 0
        await IndexStore.clear(under.db)
        for (let round = 0; round < rounds; round++) {
          const height = chain.best.number
          const back = next(3) === 0 ? next(Math.min(6, height - chain.finalized.number + 1)) : 0
          let parent = chain.hashAt(height - back)!
          for (let blocks = back + 1 - next(2); blocks > 0; blocks--)
            parent = chain.build(
              randomCalls(chain, next, () => ++files),
              { parent, skippedSlots: next(3) },
            )
          chain.setBest(parent)
          if (next(4) === 0) chain.finalize(Math.max(chain.finalized.number, chain.best.number - next(8)))
          if (next(2) === 0) await catchUp(under.db, chain)
        }
        await catchUp(under.db, chain)
        const followed = await dump(under.db)
        await IndexStore.clear(under.db)
        await catchUp(under.db, chain)
        expect(followed).toEqual(await dump(under.db))
      }),
      { numRuns: 12 },
    )
  })
})

/** A few calls of a market in full swing. Many fail, as they do in life. */
function randomCalls(chain: FakeChain, next: (below: number) => number, newFile: () => number): SignedCall[] {
  const market = marketCalls(chain.runtime)
  const price = offer(BigInt(1 + next(3)) * ECHO, next(8) === 0 ? 'Exclusive' : 'Personal')
  const sample = 1 + next(6)
  const someone = PEOPLE[next(PEOPLE.length)]
  const calls = [
    () =>
      market.register({
        title: `Sample ${next(100)}`,
        file: newFile(),
        offers: [price],
        parents: next(3) ? [] : [{ sample, basisPoints: 2_000 }],
      }),
    () =>
      market.register({
        title: 'Another',
        file: newFile(),
        offers: [price, offer(ECHO, 'Commercial')],
        royalties: [{ account: someone.account, basisPoints: 500 }],
      }),
    () => market.buy(sample, price),
    () => market.buy(sample, offer(3n * ECHO)),
    () => market.setOffers(sample, [price]),
    () => market.rename(sample, `Renamed ${next(100)}`, ['drums']),
    () => market.handOver(sample, someone.account),
    () => market.accept(sample),
    () => market.passOn(1 + next(6), someone.account),
    () => market.report(sample, 'mine'),
    () => market.judge(sample, next(2) ? 'Approved' : 'Removed'),
    () => market.transfer(someone.account, 5n * ECHO),
    () =>
      market.batch(
        market.register({ title: 'In a batch', file: newFile(), offers: [price] }),
        market.buy(sample, price),
      ),
  ]
  return Array.from({ length: next(4) }, () => [PEOPLE[next(PEOPLE.length)], calls[next(calls.length)]()] as const)
}
