import { type Hash, toHex, utf8 } from '@echochain/codec'
import { describe, expect, test } from 'vitest'
import type { KvStore } from '../kv/KvStore.ts'
import { LmdbStore } from '../lmdb/LmdbStore.ts'
import { MemoryStore } from '../memory/MemoryStore.ts'
import { computeStateRoot } from '../trie/computeStateRoot.ts'
import { temporaryDirectory } from '../test/temporaryDirectory.ts'
import type { StateChange } from '../trie/StateChange.ts'
import { undoKey } from './tables.ts'
import { ChainState } from './ChainState.ts'
import type { ChainStateOptions } from './ChainStateOptions.ts'
import type { FlattenJob } from './FlattenJob.ts'
import type { BlockRef } from './tables.ts'

const hash = (number: number, fork = 0): Hash => `0x${fork.toString(16)}${number.toString(16).padStart(63, '0')}`
const at = (number: number, fork = 0): BlockRef => ({ number, hash: hash(number, fork) })
const put = (key: string, value: string, existed: boolean): StateChange => ({
  key: utf8(key),
  value: utf8(value),
  existed,
})
const text = (value: Uint8Array | undefined): string | undefined => value && new TextDecoder().decode(value)

async function newChain(options?: ChainStateOptions, store = new MemoryStore()): Promise<ChainState> {
  return ChainState.create(store, { entries: [[utf8('n'), utf8('0')]], hashOf: () => hash(0) }, options)
}

/** Adds blocks, each with its number under the key `n` and a key of its own, on top of `parent`. */
function extend(chain: ChainState, parent: BlockRef, count: number, fork = 0): BlockRef {
  for (let i = 0; i < count; i++) {
    const number = parent.number + 1
    const changes = [put('n', `${number}.${fork}`, true), put(`block ${number}.${fork}`, 'here', false)]
    chain.add(chain.prepare(parent, changes), at(number, fork))
    parent = at(number, fork)
  }
  return parent
}

const rows = (store: KvStore, table: string): number => [...store.table(table).keys()].length

describe('layers', () => {
  test('prepare changes nothing: the same twice, on the base and on a layer, is two equal roots', async () => {
    const chain = await newChain()
    const tip = extend(chain, chain.base, 3)
    const changes = [put('n', 'x', true), put('new', 'y', false)]
    const roots = [chain.prepare(tip, changes).root, chain.prepare(tip, changes).root]
    expect(roots[0]).toBe(roots[1])
    expect(chain.stats().layers).toBe(3)
    const entries: [string, string][] = [
      ['n', 'x'],
      ['new', 'y'],
      ...[1, 2, 3].map((n): [string, string] => [`block ${n}.0`, 'here']),
    ]
    expect(roots[0]).toBe(computeStateRoot(entries.map(([key, value]) => [utf8(key), utf8(value)])))
  })

  test('a block without changes has its parent’s root', async () => {
    const chain = await newChain()
    const prepared = chain.prepare(chain.base, [])
    expect(prepared.root).toBe(chain.base.root)
    chain.add(prepared, at(1))
    await chain.moveBase(at(1))
    expect(chain.base).toEqual({ ...at(1), root: prepared.root })
  })

  test('adding a block twice is adding it once; a wrong number or an unknown parent is refused', async () => {
    const chain = await newChain()
    const prepared = chain.prepare(chain.base, [put('n', '1', true)])
    chain.add(prepared, at(1))
    chain.add(prepared, at(1))
    expect(chain.stats().layers).toBe(1)
    expect(() => chain.add(prepared, at(3))).toThrow(RangeError)
    expect(() => chain.prepare(at(7), [])).toThrow(expect.objectContaining({ code: 'UNKNOWN_BLOCK' }))
    expect(() => chain.view(at(7))).toThrow(expect.objectContaining({ code: 'UNKNOWN_BLOCK' }))
  })

  test('a layer prepared on a parent that the base has left behind cannot be added', async () => {
    const chain = await newChain()
    extend(chain, chain.base, 2)
    const late = chain.prepare(at(1), [put('n', 'late', true)])
    await chain.moveBase(at(2))
    expect(() => chain.add(late, at(2, 5))).toThrow(expect.objectContaining({ code: 'UNKNOWN_BLOCK' }))
  })

  test.each<[string, StateChange[]]>([
    ['an absent key that is said to exist, alone in its place', [put('m', '1', true)]],
    ['one among others', [put('zz', '1', true), put('zy', '1', false)]],
    ['a deletion of an absent key', [{ key: utf8('q'), value: undefined, existed: true }]],
    ['a present key that is said to be new', [put('n', '1', false)]],
  ])('WRONG_EXISTED: %s', async (_, changes) => {
    const chain = await newChain({ verifyChanges: true })
    expect(() => chain.prepare(chain.base, changes)).toThrow(expect.objectContaining({ code: 'WRONG_EXISTED' }))
  })
})

describe('history', () => {
  test('is kept for the blocks asked for, then pruned; the states of the kept ones stay right', async () => {
    const store = new MemoryStore()
    const chain = await newChain({ historyBlocks: 10, windowBlocks: 4 }, store)
    for (let number = 1; number <= 60; number++) await chain.moveBase(extend(chain, chain.base, 1))
    expect(chain.stats().oldest).toBe(50)
    expect(() => chain.view(at(49))).toThrow(expect.objectContaining({ code: 'STATE_PRUNED' }))
    for (let number = 50; number <= 60; number++) {
      const view = chain.view(at(number))
      expect(text(view.get(utf8('n')))).toBe(`${number}.0`)
      expect(view.keys(utf8('block'), undefined, 1000)).toHaveLength(number)
    }
    expect(rows(store, 'chain')).toBe(11)
    expect(rows(store, 'undo')).toBe(10)
    expect(rows(store, 'places')).toBeLessThanOrEqual(2 * (10 + 4))
    expect(rows(store, 'existence')).toBeLessThanOrEqual(10 + 4)
    expect(await chain.check()).toEqual([])
  })

  test('is not pruned above the finalized block, however far the base has gone', async () => {
    const chain = await newChain({ historyBlocks: 10 })
    for (let number = 1; number <= 60; number++)
      await chain.moveBase(extend(chain, chain.base, 1), { finalizedNumber: 7 })
    expect(chain.stats().oldest).toBe(7)
    await chain.moveBase(at(7))
    expect(text(chain.view(chain.base).get(utf8('n')))).toBe('7.0')
    expect(await chain.check()).toEqual([])
  })

  test('an archive keeps all', async () => {
    const chain = await newChain({ historyBlocks: Infinity, windowBlocks: 8 })
    for (let number = 1; number <= 40; number++) await chain.moveBase(extend(chain, chain.base, 1))
    expect(chain.stats().oldest).toBe(0)
    expect(text(chain.view(at(0)).get(utf8('n')))).toBe('0')
  })

  test('proofs are made for the last blocks below the base', async () => {
    const chain = await newChain({ proofBlocks: 5 })
    for (let number = 1; number <= 12; number++) await chain.moveBase(extend(chain, chain.base, 1))
    for (let number = 7; number <= 12; number++) expect(chain.prove(at(number), [utf8('n')]).length).toBeGreaterThan(0)
    expect(() => chain.prove(at(6), [utf8('n')])).toThrow(expect.objectContaining({ code: 'STATE_PRUNED' }))
  })

  test('a view outlives its block’s move from layer to base to history, and fails by code when it is gone', async () => {
    const chain = await newChain({ historyBlocks: 3 })
    extend(chain, chain.base, 2)
    const view = chain.view(at(1))
    for (let number = 1; number <= 4; number++) {
      expect(text(view.get(utf8('n')))).toBe('1.0')
      await chain.moveBase(number <= 2 ? at(number) : extend(chain, chain.base, 1))
    }
    expect(text(view.get(utf8('n')))).toBe('1.0')
    await chain.moveBase(extend(chain, chain.base, 1))
    expect(() => view.get(utf8('n'))).toThrow(expect.objectContaining({ code: 'STATE_PRUNED' }))
  })
})

describe('moving the base', () => {
  test('moves asked for together are made one after the other; one that was passed does nothing', async () => {
    const chain = await newChain()
    extend(chain, chain.base, 6)
    await Promise.all([chain.moveBase(at(2)), chain.moveBase(at(5)), chain.moveBase(at(4))])
    expect(chain.base.number).toBe(5)
    expect(chain.moving).toBe(false)
  })

  test('a long way is made in steps of so many changes, a large block in one; a failure keeps the steps made', async () => {
    const steps: number[][] = []
    class CountedStore extends MemoryStore {
      override async flatten(job: FlattenJob, onDurable: () => void): Promise<void> {
        if (steps.length === 3) throw new Error('no space left')
        steps.push(job.blocks.map(({ block }) => block.number))
        await super.flatten(job, onDurable)
      }
    }
    const chain = await newChain({ maxMoveChanges: 5 }, new CountedStore())
    const tip = extend(chain, chain.base, 4)
    const many = Array.from({ length: 9 }, (_, i) => put(`many ${i}`, 'x', false))
    chain.add(chain.prepare(tip, many), at(5))
    extend(chain, at(5), 3)
    await expect(chain.moveBase(at(8))).rejects.toThrow('no space left')
    expect(steps).toEqual([[1, 2], [3, 4], [5]])
    expect(chain.base.number).toBe(5)
    expect(text(chain.view(at(8)).get(utf8('n')))).toBe('8.0')
    steps.length = 0
    await chain.moveBase(at(8))
    expect(text(chain.view(at(2)).get(utf8('n')))).toBe('2.0')
    steps.length = 0
    await chain.moveBase(at(3))
    expect(steps).toHaveLength(3) // 8 to 6, 5 with its nine changes, 4
    expect(text(chain.view(chain.base).get(utf8('n')))).toBe('3.0')
    expect(await chain.check()).toEqual([])
  })

  test('a failed write leaves everything as it was, and the next one works', async () => {
    let failing = true
    class FullDisk extends MemoryStore {
      override async flatten(job: FlattenJob, onDurable: () => void): Promise<void> {
        if (failing) throw new Error('no space left')
        await super.flatten(job, onDurable)
      }
    }
    const chain = await newChain({}, new FullDisk())
    extend(chain, chain.base, 3)
    await expect(chain.moveBase(at(2))).rejects.toThrow('no space left')
    expect(chain.base.number).toBe(0)
    expect(text(chain.view(at(3)).get(utf8('n')))).toBe('3.0')
    failing = false
    await chain.moveBase(at(3))
    expect(await chain.check()).toEqual([])
  })

  test('a fork below the base: back to the common ancestor, and forward on the other side', async () => {
    const chain = await newChain()
    await chain.moveBase(extend(chain, chain.base, 5))
    await chain.moveBase(at(2))
    expect([chain.has(at(2)), chain.has(at(3))]).toEqual([true, false])
    const tip = extend(chain, at(2), 4, 1)
    await chain.moveBase(tip)
    const view = chain.view(tip)
    expect(view.keys(utf8('block'), undefined, 100).map(text)).toEqual([
      'block 1.0',
      'block 2.0',
      'block 3.1',
      'block 4.1',
      'block 5.1',
      'block 6.1',
    ])
    expect(await chain.check()).toEqual([])
  })
})

test('a prefix or a place longer than any key is no fault of the database', async () => {
  const store = await LmdbStore.open(temporaryDirectory())
  const chain = await ChainState.create(store, { entries: [[utf8('a'), utf8('1')]], hashOf: () => hash(0) })
  const long = new Uint8Array(2000).fill(97)
  const view = chain.view(chain.base)
  expect(view.keys(long, undefined, 10)).toEqual([])
  expect(view.keys(new Uint8Array(0), long, 10)).toEqual([])
  expect(view.keys(new Uint8Array(0), new Uint8Array(2000), 10)).toEqual([utf8('a')])
  await chain.close()
})

describe('without finality', () => {
  test('1,000 blocks under pressure: layers stay bounded, then a reorganisation 200 deep', async () => {
    const chain = await newChain({ maxLayers: 16, historyBlocks: 32, cacheBytes: 10_000 })
    let head: BlockRef = chain.base
    let most = 0
    for (let number = 1; number <= 1000; number++) {
      head = extend(chain, head, 1)
      const pressed = chain.pressedBase(head)
      if (pressed !== undefined) await chain.moveBase(pressed, { finalizedNumber: 0 })
      most = Math.max(most, chain.stats().layers)
    }
    expect(most).toBeLessThanOrEqual(17)
    expect(chain.stats().oldest).toBe(0)
    await chain.moveBase(at(800))
    const tip = extend(chain, at(800), 201, 1)
    expect(text(chain.view(tip).get(utf8('n')))).toBe('1001.1')
    await chain.moveBase(tip, { finalizedNumber: 1000 })
    expect(chain.stats().layers).toBe(0)
    expect(await chain.check()).toEqual([])
  })

  test('a bound by memory works like the bound by number', async () => {
    const chain = await newChain({ maxLayerBytes: 50_000 })
    let head: BlockRef = chain.base
    for (let number = 1; number <= 200; number++) {
      const big = { key: utf8(`big ${number}`), value: new Uint8Array(4000), existed: false }
      chain.add(chain.prepare(head, [big]), at(number))
      head = at(number)
      const pressed = chain.pressedBase(head)
      if (pressed !== undefined) await chain.moveBase(pressed)
      expect(chain.stats().layerBytes).toBeLessThanOrEqual(50_000)
    }
  })

  test('layers may be a quarter over their bounds while the base moves, no more', async () => {
    const chain = await newChain({ maxLayers: 8 })
    let head: BlockRef = chain.base
    for (let number = 1; number <= 10; number++) {
      head = extend(chain, head, 1)
      expect(chain.pressedBase(head) !== undefined, `pressed at ${number}`).toBe(number > 8)
      expect(chain.isOverfull(head), `overfull at ${number}`).toBe(false)
    }
    head = extend(chain, head, 1)
    expect(chain.isOverfull(head)).toBe(true)
    await chain.moveBase(chain.pressedBase(head)!)
    expect(chain.isOverfull(head)).toBe(false)
    const wide = await newChain({ maxLayerBytes: 1000 })
    head = wide.base
    do {
      head = extend(wide, head, 1)
      expect(wide.isOverfull(head)).toBe(wide.stats().layerBytes > 1250)
    } while (wide.stats().layerBytes <= 1250)
  })
})

describe('db check', () => {
  const damaged = async (damage: (store: MemoryStore) => Promise<void>): Promise<string[]> => {
    const store = new MemoryStore()
    const chain = await newChain({}, store)
    await chain.moveBase(extend(chain, chain.base, 5))
    expect(await chain.check()).toEqual([])
    await damage(store)
    return (await chain.check()).map(({ code }) => code)
  }
  const anyNode = (store: MemoryStore): Uint8Array => [...store.table('nodes').keys()].at(-1)!

  test('names a changed value, and a missing, a changed and a needless node', async () => {
    expect(await damaged((store) => store.write([{ table: 'flat', key: utf8('n'), value: utf8('!') }]))).toContain(
      'ROOT_DIFFERS',
    )
    expect(await damaged((store) => store.write([{ table: 'nodes', key: anyNode(store), value: undefined }]))).toEqual([
      'NODE_MISSING',
    ])
    expect(
      await damaged((store) => store.write([{ table: 'nodes', key: anyNode(store), value: new Uint8Array(60) }])),
    ).toEqual(['NODE_DIFFERS'])
    expect(await damaged((store) => store.write([{ table: 'nodes', key: utf8('?'), value: utf8('?') }]))).toEqual([
      'NODE_EXTRA',
    ])
  })

  test('names a gap in the history, an old value that changed, one not to be found, and one of a later block', async () => {
    type Row = readonly [table: 'chain' | 'undo' | 'places' | 'existence', at: number]
    const change =
      ([table, at]: Row, to: (value: Uint8Array) => Uint8Array | undefined) =>
      (store: MemoryStore) => {
        const [key, value] = [...store.table(table).range()].at(at)!
        return store.write([{ table, key, value: to(value.slice()) }])
      }
    const remove = () => undefined
    const flipLast = (value: Uint8Array) => value.with(value.length - 1, value[value.length - 1] ^ 1)
    for (const row of [
      ['chain', 2],
      ['chain', -1],
      ['undo', 0],
      ['undo', -1],
      ['places', 3],
      ['existence', 2],
    ] as const)
      expect(await damaged(change(row, remove)), `${row} removed`).toContain('HISTORY_DAMAGED')
    for (const row of [
      ['chain', 2],
      ['chain', -1],
      ['undo', 0],
      ['undo', -1],
      ['places', 3],
      ['existence', 2],
    ] as const)
      expect(await damaged(change(row, flipLast)), `${row} changed`).toContain('HISTORY_DAMAGED')
    const later = (store: MemoryStore) => store.write([{ table: 'undo', key: undoKey(6, 0), value: new Uint8Array(3) }])
    expect(await damaged(later)).toEqual(['HISTORY_DAMAGED'])
  })

  test('a history that leads to another state is noticed when it is used: DAMAGED, and the base stays', async () => {
    const store = new MemoryStore()
    const chain = await newChain({}, store)
    await chain.moveBase(extend(chain, chain.base, 5))
    const [key, chunk] = [...store.table('undo').range()][3]
    chunk[chunk.length - 1] ^= 1
    await store.write([{ table: 'undo', key, value: chunk }])
    await expect(chain.moveBase(at(3))).rejects.toMatchObject({ code: 'DAMAGED' })
    expect(chain.base.number).toBe(5)
    expect(await chain.check()).toMatchObject([{ code: 'HISTORY_DAMAGED' }])
    expect(toHex(chain.view(chain.base).get(utf8('n'))!)).toBe(toHex(utf8('5.0')))
  })
})
