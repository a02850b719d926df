import { mortalEra } from '@echochain/frame'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BlockTree } from '../chain/BlockTree.ts'
import { ImportError } from '../import/ImportError.ts'
import { SpyVerifier } from '../testing/SpyVerifier.ts'
import { SyncNetwork } from '../testing/SyncNetwork.ts'
import { devKeypair } from '../testing/TransactionSigner.ts'

const bob = devKeypair('Bob').account
/** First bytes of messages. */
const REQUEST = 2
const BLOCKS = 3
const TRANSACTIONS = 5

describe('following live', () => {
  test('each block reaches all nodes, also over a node in between', async () => {
    const net = new SyncNetwork()
    const [a, b, c] = [await net.addNode('a'), await net.addNode('b'), await net.addNode('c')]
    net.connect(b, a)
    net.connect(c, b)
    await net.settle()
    for (let i = 1; i <= 12; i++) {
      const node = await a.it.produce()
      await net.settle()
      for (const { it, name } of [b, c]) expect(it.chain.best.hash, `${name}, block ${i}`).toBe(node.hash)
    }
    expect(c.it.chain.finalized.hash).toBe(a.it.chain.finalized.hash)
    expect(c.it.chain.finalized.number).toBe(4)
    expect(b.sync.status).toEqual({ peers: 2, syncing: false, target: 12 })
    expect([...a.faults, ...b.faults, ...c.faults]).toEqual([])
  })

  test('a block made while two nodes greet each other is not missed', async () => {
    const net = new SyncNetwork()
    const [a, b] = [await net.addNode('a'), await net.addNode('b')]
    net.connect(b, a, { there: () => 100, back: () => 100 })
    await net.settle()
    const node = await a.it.produce(1n) // the slot begins when the greetings have arrived
    await net.pass(2_000)
    expect(b.it.chain.best.hash).toBe(node.hash)
  })

  test('lost and late messages delay a follower, but do not leave it behind', async () => {
    const net = new SyncNetwork()
    const [a, b] = [await net.addNode('a'), await net.addNode('b')]
    let message = 0
    const unreliable = () => (++message % 7 === 0 ? undefined : (message * 37) % 90)
    net.connect(b, a, { there: unreliable, back: unreliable })
    await net.pass(500)
    for (let i = 0; i < 40; i++) {
      await a.it.produce()
      await net.pass(900)
    }
    await net.pass(40_000)
    await a.it.produce()
    await net.pass(900)
    expect(b.it.chain.best.number).toBeGreaterThanOrEqual(40)
    expect(b.faults.every(({ error }) => error.code === 'TIMEOUT')).toBe(true)
  })
})

describe('catching up', () => {
  test('from genesis over several batches, one imported while the next one is downloaded', async () => {
    const net = new SyncNetwork()
    const a = await net.addNode('a')
    await a.it.produceMany(300)
    const b = await net.addNode('b')
    let requests = 0
    net.connect(b, a, { there: (bytes) => (bytes[0] === REQUEST && requests++, 0) })
    const seen: object[] = []
    b.it.chain.onBest.subscribe(({ best }) => seen.push({ ...b.sync.status, best: best.number, requests }))
    await net.settle()
    expect(b.it.chain.best.hash).toBe(a.it.chain.best.hash)
    expect(b.it.chain.finalized.hash).toBe(a.it.chain.finalized.hash)
    expect(seen[0]).toEqual({ peers: 1, syncing: true, target: 300, best: 1, requests: 2 })
    expect(seen[64]).toEqual({ peers: 1, syncing: true, target: 300, best: 65, requests: 3 })
    expect(b.sync.status).toEqual({ peers: 1, syncing: false, target: 300 })
    expect(b.faults).toEqual([])
  })

  test('goes on while the others go on', async () => {
    const net = new SyncNetwork()
    const a = await net.addNode('a')
    await a.it.produceMany(200)
    const b = await net.addNode('b')
    net.connect(b, a, { there: () => 30, back: () => 30 })
    for (let i = 0; i < 10; i++) {
      await a.it.produce()
      await net.settle()
    }
    await net.pass(1_000)
    expect(b.it.chain.best.hash).toBe(a.it.chain.best.hash)
  })

  test('a node that catches up passes it on batch by batch', async () => {
    const net = new SyncNetwork()
    const a = await net.addNode('a')
    await a.it.produceMany(200)
    const [b, c] = [await net.addNode('b'), await net.addNode('c')]
    net.connect(b, a)
    net.connect(c, b)
    await net.settle()
    expect(c.it.chain.best.hash).toBe(a.it.chain.best.hash)
  })

  test('a restart in the middle goes on from where it was', async () => {
    const net = new SyncNetwork()
    const a = await net.addNode('a')
    await a.it.produceMany(250)
    const b = await net.addNode('b')
    net.connect(b, a, { back: (_, index) => (index < 3 ? 0 : undefined) }) // two batches come, then nothing
    await net.settle()
    const before = b.it.chain.best.number
    expect(before).toBe(128)
    await net.stop(b)
    const again = await net.restart(b)
    expect(again.it.chain.best.number).toBe(before)
    const first = new Promise<number>((resolve) => again.it.chain.onBest.subscribe(({ best }) => resolve(best.number)))
    net.connect(again, a)
    await net.settle()
    expect(await first).toBe(before + 1)
    expect(again.it.chain.best.hash).toBe(a.it.chain.best.hash)
  })

  test('when the peer goes away another one takes its place', async () => {
    const net = new SyncNetwork()
    const [a, a2] = [await net.addNode('a'), await net.addNode('a2')]
    net.connect(a2, a)
    await a.it.produceMany(250)
    await net.settle()
    const b = await net.addNode('b')
    net.connect(b, a, { back: (_, index) => (index < 2 ? 0 : undefined) })
    await net.settle()
    net.connect(b, a2)
    await net.settle()
    expect(b.it.chain.best.number).toBe(64)
    await net.stop(a)
    await net.settle()
    expect(b.it.chain.best.hash).toBe(a2.it.chain.best.hash)
  })
})

describe('transactions', () => {
  test('one submitted at a follower reaches the producer and is included', async () => {
    const net = new SyncNetwork()
    const [a, b, c] = [await net.addNode('a'), await net.addNode('b'), await net.addNode('c')]
    net.connect(b, a)
    net.connect(c, b)
    await a.it.produce()
    await net.settle()
    const hash = await c.it.pool.submit(c.it.signer.transfer(devKeypair('Alice'), bob, 5n))
    const statuses: string[] = []
    c.it.pool.watch(hash, ({ type }) => statuses.push(type))
    await net.pass(300)
    expect(a.it.pool.find(hash)).toBeDefined()
    for (let i = 0; i < 12; i++) {
      await a.it.produce()
      await net.settle()
    }
    expect(statuses).toEqual(['ready', 'inBlock', 'finalized'])
  })

  test('what waited before two nodes met is told, and nothing is told back', async () => {
    const net = new SyncNetwork()
    const [a, b] = [await net.addNode('a'), await net.addNode('b')]
    await a.it.produceMany(80)
    const hash = await a.it.pool.submit(a.it.signer.transfer(devKeypair('Alice'), bob, 5n))
    const b2a: number[] = []
    net.connect(b, a, { there: (bytes) => (b2a.push(bytes[0]), 0) })
    await net.pass(200)
    expect(b.it.pool.find(hash)).toBeDefined()
    expect(b2a).not.toContain(TRANSACTIONS)
  })

  test('a block made of relayed transactions needs no signature verified again', async () => {
    const net = new SyncNetwork()
    const verifier = new SpyVerifier()
    const [a, b] = [await net.addNode('a'), await net.addNode('b', { verifier })]
    net.connect(b, a)
    await net.settle()
    const alice = devKeypair('Alice')
    for (let nonce = 0; nonce < 5; nonce++) await b.it.pool.submit(b.it.signer.transfer(alice, bob, 5n))
    await net.pass(100)
    expect(a.it.pool.size.transactions).toBe(5)
    await a.it.produce()
    await net.settle()
    expect(b.it.chain.block(b.it.chain.best.hash)!.extrinsics).toHaveLength(1 + 5)
    expect(b.it.pool.size.transactions).toBe(0)
    expect(verifier.verified).toBe(5)
  })

  test('one that is signed for a block which is still on its way waits for it', async () => {
    const net = new SyncNetwork()
    const [a, b] = [await net.addNode('a'), await net.addNode('b')]
    net.connect(b, a, { back: (bytes) => (bytes[0] === BLOCKS ? 500 : 0) })
    await net.settle()
    await a.it.produce()
    const era = mortalEra(64, a.it.chain.best.number)
    const hash = await a.it.pool.submit(a.it.signer.transfer(devKeypair('Alice'), bob, 5n, { era }))
    await net.pass(200)
    expect([b.it.chain.best.number, b.it.pool.find(hash)]).toEqual([0, undefined])
    await net.pass(500)
    expect(b.it.chain.best.number).toBe(1)
    expect(b.it.pool.find(hash)).toBeDefined()
  })
})

describe('an importer that is full', () => {
  test('holds blocks up, and loses none', async () => {
    const net = new SyncNetwork()
    const [a, b] = [await net.addNode('a'), await net.addNode('b')]
    await a.it.produceMany(40)
    const { importer } = b.it
    const take = importer.import.bind(importer)
    let calls = 0
    importer.import = (block) =>
      ++calls % 3 === 0 ? Promise.reject(new ImportError('QUEUE_FULL', 'Too many blocks wait')) : take(block)
    let requests = 0
    net.connect(b, a, { there: (bytes) => (bytes[0] === REQUEST && requests++, 0) })
    await net.pass(10_000)
    expect(b.it.chain.best.hash).toBe(a.it.chain.best.hash)
    expect(requests).toBe(1)
    expect(b.faults).toEqual([])
  })
})

describe('any network', () => {
  test('of three nodes that grow forks apart ends on one chain when they meet', async () => {
    const action = fc.record({
      node: fc.nat(2),
      blocks: fc.integer({ min: 1, max: 6 }),
      step: fc.integer({ min: 1, max: 3 }),
    })
    const line = fc.record({ delayMs: fc.nat(80), from: fc.nat(2), to: fc.nat(2) })
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 8 }), fc.array(line, { maxLength: 4 }), async (actions, lines) => {
        const net = new SyncNetwork()
        const finality = { finalizedBy: (tree: BlockTree) => tree.root }
        const nodes = [
          await net.addNode('a', { finality }),
          await net.addNode('b', { finality }),
          await net.addNode('c', { finality }),
        ]
        nodes[0].it.enter(500n)
        for (const { delayMs, from, to } of lines)
          if (from !== to) net.connect(nodes[from], nodes[to], { there: () => delayMs, back: () => delayMs })
        for (const { node, blocks, step } of actions) {
          const { builder, chain } = nodes[node].it
          const slots = Array.from({ length: blocks }, (_, at) => chain.best.slot + BigInt(1 + at * step))
          await builder.grow(chain.best, slots)
          await net.pass(50, 50)
        }
        net.connect(nodes[0], nodes[1])
        net.connect(nodes[1], nodes[2])
        await net.pass(3_000)
        const heads = new Set(nodes.map(({ it }) => it.chain.best.hash))
        expect(heads.size).toBe(1)
        expect(nodes.flatMap(({ faults }) => faults)).toEqual([])
        for (const node of nodes) await net.stop(node)
      }),
      { numRuns: 12 },
    )
  })
})
