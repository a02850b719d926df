import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { ALICE, BOB, CHARLIE, DAVE, FakeChain, GENESIS_TIME_MS, type SignedCall } from '../testing/FakeChain.ts'
import { catchUp, dump, openIndex } from '../testing/indexing.ts'
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

  test('records are read where the chain surely goes through, not at a best block that may be retracted', async () => {
    const chain = new FakeChain()
    const market = marketCalls(chain.runtime)
    chain.produce([BOB, market.register({ title: 'Before', file: 1 })])
    const index = await openIndex(under.db, chain, { maxBlocks: 1 })
    const fork = chain.best.hash
    chain.produce([BOB, market.rename(1, 'Retracted')])
    await index.step(chain.heads)
    await index.step(chain.heads)
    chain.setBest(chain.build([], { parent: chain.build([], { parent: fork, skippedSlots: 1 }) }))
    while (await index.step(chain.heads));
    expect((await dump(under.db)).samples).toMatchObject([{ title: 'Before' }])
  })

  test('whatever may stand in a record or a call finds room in the tables', async () => {
    const chain = new FakeChain()
    const market = marketCalls(chain.runtime)
    const huge = offer(2n ** 128n - 1n)
    chain.produce(
      [
        BOB,
        market.register({
          title: 'nul \0 and 🥁',
          tags: ['\0', "'); drop table samples; --"],
          file: 1,
          offers: [huge],
          bpm: 2 ** 32 - 1,
          key: 23,
          content: { size: 2n ** 64n - 1n, durationMs: 2 ** 32 - 1 },
        }),
      ],
      [BOB, market.remark('\0'.repeat(50))],
      [BOB, market.report(1, 'it says \0 in it')],
      [BOB, market.batch(market.batch(market.batch(market.transfer(DAVE.account, 2n ** 127n))))],
    )
    await catchUp(under.db, chain)
    const sample = await under.db.selectFrom('samples').selectAll().executeTakeFirstOrThrow()
    expect(sample).toMatchObject({
      title: 'nul \ufffd and 🥁',
      tags: ['\ufffd', "'); drop table samples; --"],
      bpm: 2n ** 32n - 1n,
      size_bytes: 2n ** 64n - 1n,
      min_price: 2n ** 128n - 1n,
      duration_ms: 2n ** 32n - 1n,
    })
  })

  test('full blocks are taken in pieces that fit', async () => {
    const chain = new FakeChain()
    const remark = marketCalls(chain.runtime).remark('x'.repeat(60_000))
    for (let block = 0; block < 12; block++) chain.produce(...Array.from({ length: 15 }, () => [BOB, remark] as const))
    const changes = await catchUp(under.db, chain)
    expect(changes.length).toBeGreaterThan(2)
    expect(changes.flatMap(({ blocks }) => blocks)).toHaveLength(13)
    const { rows } =
      await sql`select count(*)::integer as count, max(octet_length(args::text)) as longest from extrinsics
      where call = 'System.remark'`.execute(under.db)
    expect(rows).toEqual([{ count: 180, longest: 120_015 }])
  })

  test('a price history has each price once, and ends with an exclusive licence', async () => {
    const chain = new FakeChain()
    const market = marketCalls(chain.runtime)
    const [cheap, all] = [offer(ECHO), offer(50n * ECHO, 'Exclusive')]
    chain.produce([BOB, market.register({ title: 'Pad', file: 1, offers: [cheap] })])
    chain.produce([DAVE, market.buy(1, cheap)])
    chain.produce([BOB, market.setOffers(1, [all])])
    chain.produce([CHARLIE, market.buy(1, all)])
    await catchUp(under.db, chain)
    const prices = await under.db.selectFrom('price_history').select(['block', 'min_price']).orderBy('block').execute()
    expect(prices).toEqual([
      { block: 1, min_price: ECHO },
      { block: 3, min_price: 50n * ECHO },
      { block: 4, min_price: null },
    ])
  })

  test('events the node does not keep are missed once; records are right all the same', async () => {
    const chain = new FakeChain()
    const market = marketCalls(chain.runtime)
    chain.produce(
      [BOB, market.register({ title: 'Old', file: 1 })],
      [BOB, market.register({ title: 'Older', file: 2 })],
    )
    chain.produce([CHARLIE, market.buy(1, offer(ECHO))])
    for (let block = 0; block < 5; block++) chain.produce()
    chain.finalize(6)
    chain.prunedBelow = 5
    await catchUp(under.db, chain)
    const { samples, purchases, licences, blocks, events, cursor } = await dump(under.db)
    expect(blocks.map((block: any) => block.event_count === null).filter(Boolean)).toHaveLength(5)
    expect(events.filter((event: any) => event.block < 5)).toEqual([])
    expect(samples).toMatchObject([
      { id: 1, sales: 1 },
      { id: 2, sales: 0 },
    ])
    expect([purchases.length, licences.length]).toEqual([1, 1])
    expect(cursor).toMatchObject([{ records_stale: false, tip_number: 7, finalized_number: 6 }])
  })

  test('a node that is still syncing retracts nothing', async () => {
    const chain = new FakeChain()
    for (let block = 0; block < 6; block++) chain.produce()
    chain.finalize(5)
    await catchUp(under.db, chain)
    chain.setBest(chain.hashAt(2)!)
    expect(await catchUp(under.db, chain)).toEqual([])
    expect((await dump(under.db)).blocks).toHaveLength(7)
  })

  test('a node that lost unfinalized blocks is followed back', async () => {
    const chain = new FakeChain()
    for (let block = 0; block < 6; block++) chain.produce()
    chain.finalize(3)
    await catchUp(under.db, chain)
    chain.setBest(chain.hashAt(4)!)
    expect(await catchUp(under.db, chain)).toMatchObject([{ retractedTo: 4, tip: { number: 4 } }])
  })

  test('a fork below the finalized block is refused', async () => {
    const chain = new FakeChain()
    const [, fork] = [chain.produce(), chain.hashAt(1)!]
    for (let block = 0; block < 4; block++) chain.produce()
    chain.finalize(3)
    await catchUp(under.db, chain)
    const before = await dump(under.db)
    let other = chain.build([], { parent: fork, skippedSlots: 9 })
    for (let block = 0; block < 5; block++) other = chain.build([], { parent: other })
    chain.setBest(other)
    await expect(catchUp(under.db, chain)).rejects.toMatchObject({ code: 'FORK_BELOW_FINALITY' })
    expect(await dump(under.db)).toEqual(before)
  })

  test('another chain is refused until the index is cleared', async () => {
    const chain = new FakeChain()
    await catchUp(under.db, chain)
    const other = new FakeChain({ genesisTimeMs: GENESIS_TIME_MS + 1n })
    await expect(catchUp(under.db, other)).rejects.toMatchObject({ code: 'WRONG_CHAIN' })
    await IndexStore.clear(under.db)
    await expect(catchUp(under.db, other)).resolves.toHaveLength(1)
  })

  test('two processes on one database do it no harm', async () => {
    const chain = new FakeChain()
    const [one, two] = [await openIndex(under.db, chain), await openIndex(under.db, chain)]
    chain.produce()
    await one.step(chain.heads)
    await expect(two.step(chain.heads)).rejects.toMatchObject({ code: 'CURSOR_MOVED' })
    const again = await openIndex(under.db, chain)
    chain.produce()
    await again.step(chain.heads)
    await expect(one.step(chain.heads)).rejects.toMatchObject({ code: 'CURSOR_MOVED' })
    expect((await dump(under.db)).blocks).toHaveLength(3)
  })

  test('a runtime that this release does not have stops the index before its first block', async () => {
    const chain = new FakeChain()
    const market = marketCalls(chain.runtime)
    chain.produce()
    chain.produce([ALICE, market.setCode('native:echochain/400/dev')])
    await catchUp(under.db, chain)
    chain.produce()
    await expect(catchUp(under.db, chain)).rejects.toMatchObject({ code: 'UNKNOWN_RUNTIME' })
    expect((await dump(under.db)).blocks).toHaveLength(3)
  })

  test('after any reorganisations the index is the one of the final chain read from its beginning', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.integer({ min: 5, max: 25 }), async (random, rounds) => {
        const next = (below: number): number => random.next().value! % below
        const chain = new FakeChain()
        let files = 0
        await IndexStore.clear(under.db)
        let index = await openIndex(under.db, chain, { maxBlocks: 2 })
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
          for (let steps = next(3); steps > 0; steps--) await index.step(chain.heads)
          if (next(5) === 0) index = await openIndex(under.db, chain, { maxBlocks: 2 })
        }
        await catchUp(under.db, chain)
        const followed = await dump(under.db)
        await IndexStore.clear(under.db)
        await catchUp(under.db, chain)
        expect(followed).toEqual(await dump(under.db))
      }),
      { numRuns: 15 },
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
