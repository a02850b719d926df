import { toHex, utf8 } from '@echochain/codec'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { latin1 } from '#latin1'
import { LmdbStore } from '../lmdb/LmdbStore.ts'
import { MemoryStore } from '../memory/MemoryStore.ts'
import { temporaryDirectory } from '../test/temporaryDirectory.ts'
import type { KvOperation, KvRange, KvStore } from './KvStore.ts'

const openStores: Record<string, () => Promise<KvStore>> = {
  MemoryStore: async () => new MemoryStore(),
  LmdbStore: () => LmdbStore.open(temporaryDirectory()),
}

const keys = fc.uint8Array({ minLength: 1, maxLength: 4, max: 3 })
const anyKey = fc.oneof(keys, fc.uint8Array({ minLength: 1, maxLength: 3 }))
const bound = fc.option(fc.uint8Array({ maxLength: 4 }), { nil: undefined })

const operation: fc.Arbitrary<KvOperation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ table: fc.constant('a'), key: anyKey, value: fc.uint8Array({ maxLength: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ table: fc.constant('a'), key: anyKey, value: fc.constant(undefined) }) },
  { weight: 1, arbitrary: fc.record({ table: fc.constant('a'), gte: keys, lt: keys }) },
)

const range: fc.Arbitrary<KvRange> = fc.record({
  gte: bound,
  lt: bound,
  reverse: fc.boolean(),
  limit: fc.option(fc.nat(6), { nil: undefined }),
})

function applyTo(model: Map<string, Uint8Array>, operation: KvOperation): void {
  if (!('key' in operation)) {
    const { gte, lt } = operation
    for (const key of model.keys())
      if ((gte === undefined || key >= latin1(gte)) && (lt === undefined || key < latin1(lt))) model.delete(key)
  } else if (operation.value === undefined) model.delete(latin1(operation.key))
  else model.set(latin1(operation.key), operation.value)
}

function expected(model: Map<string, Uint8Array>, { gte, lt, reverse, limit }: KvRange): string[] {
  const found = [...model.keys()]
    .toSorted()
    .filter((key) => (gte === undefined || key >= latin1(gte)) && (lt === undefined || key < latin1(lt)))
  if (reverse) found.reverse()
  return found.slice(0, limit)
}

for (const [name, open] of Object.entries(openStores)) {
  describe(`KvStore: ${name}`, () => {
    test('puts, deletes, ranges in both directions: as a sorted Map has them', async () => {
      const store = await open()
      onTestFinished(() => store.close())
      await fc.assert(
        fc.asyncProperty(
          fc.array(operation, { maxLength: 20 }),
          fc.array(range, { maxLength: 8 }),
          async (batch, ranges) => {
            await store.write([{ table: 'a' }])
            const model = new Map<string, Uint8Array>()
            await store.write(batch)
            for (const operation of batch) applyTo(model, operation)
            const table = store.table('a')
            for (const range of [{}, { reverse: true }, ...ranges]) {
              expect(Array.from(table.keys(range), latin1)).toEqual(expected(model, range))
              const entries = Array.from(table.range(range), ([key, value]) => [latin1(key), toHex(value)])
              expect(entries).toEqual(expected(model, range).map((key) => [key, toHex(model.get(key)!)]))
            }
            for (const [key, value] of model)
              expect(toHex(table.get(Uint8Array.from(key, (c) => c.charCodeAt(0)))!)).toBe(toHex(value))
            expect(table.get(utf8('absent'))).toBeUndefined()
          },
        ),
        { numRuns: 60 },
      )
    })

    test('a table that was never written to is empty; one that is read before it is written is found after', async () => {
      const store = await open()
      onTestFinished(() => store.close())
      const table = store.table('later')
      expect([table.get(utf8('k')), ...table.range()]).toEqual([undefined])
      await store.write([{ table: 'later', key: utf8('k'), value: utf8('v') }])
      expect(latin1(table.get(utf8('k'))!)).toBe('v')
    })

    test('what is handed out is the reader’s, what was written is the store’s', async () => {
      const store = await open()
      onTestFinished(() => store.close())
      const [key, value] = [utf8('k'), utf8('v')]
      await store.write([{ table: 't', key, value }])
      key.fill(0)
      value.fill(0)
      store.table('t').get(utf8('k'))!.fill(0)
      for (const [key, value] of store.table('t').range()) {
        key.fill(0)
        value.fill(0)
      }
      expect(latin1(store.table('t').get(utf8('k'))!)).toBe('v')
    })

    test('values of several megabytes, in one batch with small ones', async () => {
      const store = await open()
      onTestFinished(() => store.close())
      const large = new Uint8Array(3_000_000).map((_, i) => i % 251)
      await store.write([
        { table: 't', key: utf8('a'), value: utf8('small') },
        { table: 't', key: utf8('b'), value: large },
        { table: 't', key: utf8('c'), value: new Uint8Array(0) },
      ])
      const sizes = Array.from(store.table('t').range(), ([, value]) => value.length)
      expect(sizes).toEqual([5, 3_000_000, 0])
      expect(
        store
          .table('t')
          .get(utf8('b'))!
          .every((byte, i) => byte === i % 251),
      ).toBe(true)
    })

    test('writes wait for each other; after close there are none', async () => {
      const store = await open()
      const write = (value: string) => store.write([{ table: 't', key: utf8('k'), value: utf8(value) }])
      await Promise.all([write('1'), write('2'), write('3')])
      expect(latin1(store.table('t').get(utf8('k'))!)).toBe('3')
      await store.close()
      await expect(write('4')).rejects.toMatchObject({ code: 'CLOSED' })
    })
  })
}
