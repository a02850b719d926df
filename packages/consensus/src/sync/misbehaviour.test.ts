import { type Block, runtimeCall } from '@echochain/frame'
import { beforeEach, describe, expect, test } from 'vitest'
import { ChainError } from '../chain/ChainError.ts'
import { fabricate, idOf, LiarScene, NO_HASH, serving } from '../testing/LiarScene.ts'
import { type Answer, blocksFor, type ScriptedPeer } from '../testing/ScriptedPeer.ts'
import { devKeypair } from '../testing/TransactionSigner.ts'
import type { PeerMessage } from '../transport/PeerMessage.ts'

const SECOND = 1_000

let scene: LiarScene
let net: LiarScene['net']
let node: LiarScene['node']
let honest: LiarScene['honest']
let liar: LiarScene['liar']
beforeEach(async () => {
  scene = await LiarScene.open()
  ;({ net, node, honest, liar } = scene)
})

describe('ancestors without end', () => {
  test('a branch that comes from nowhere is given up where the final block should be', async () => {
    const blocks = fabricate(60)
    await scene.lieWith(blocks)
    expect(scene.codes).toEqual(['CONFLICTING_FINALITY'])
    expect(liar.requests.length).toBeLessThan(5)
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('a long one as well: it is never in memory as a whole', async () => {
    const blocks = fabricate(1_000)
    await scene.lieWith(blocks)
    expect(scene.codes).toEqual(['CONFLICTING_FINALITY'])
    expect(liar.requests.length).toBeLessThan(20)
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('numbers that do not go down', async () => {
    const [a] = fabricate(1, 5)
    const b: Block = { ...a, header: { ...a.header, parentHash: idOf(a).hash } } // the child has its parent's number
    await scene.lieWith([b], (request) => blocksFor(request, [b, a]))
    expect(scene.codes).toEqual(['BAD_RESPONSE'])
  })
})

describe('answers to other questions', () => {
  const cases: [string, string, Answer][] = [
    [
      'more blocks than asked for',
      'BAD_RESPONSE',
      (request) => blocksFor(request, [scene.blockAt(1), scene.blockAt(2)]),
    ],
    ['none', 'BAD_RESPONSE', (request) => blocksFor(request, [])],
    ['another block', 'BAD_RESPONSE', (request) => blocksFor(request, [scene.blockAt(2)])],
    [
      'to a request that was never made',
      'UNSOLICITED',
      ({ requestId }) => blocksFor({ ...REQUEST, requestId: requestId + 1 }, []),
    ],
    [
      'a refusal of a request that was never made',
      'UNSOLICITED',
      () => ({ type: 'Refuse', value: { requestId: 99, reason: 'Busy' } }),
    ],
  ]
  const REQUEST = { requestId: 0, start: { type: 'Number', value: 1 }, count: 1 } as const

  test.each(cases)('%s: %s', async (_, code, answer) => {
    await honest.it.produceMany(2)
    await scene.lieWith([scene.blockAt(1)], answer)
    expect(scene.codes).toEqual([code])
    expect(liar.isConnected).toBe(false)
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('ranges that do not hang together', async () => {
    await honest.it.produceMany(80)
    const blocks = Array.from({ length: 80 }, (_, at) => scene.blockAt(at + 1))
    await scene.lieWith(blocks, (request) => blocksFor(request, [...blocks.slice(0, 10), ...blocks.slice(11, 64)]))
    expect(scene.codes).toEqual(['BAD_RESPONSE'])
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('fewer blocks than would fit, three times: it drips to hold others up', async () => {
    await honest.it.produceMany(80)
    await scene.lieWith(
      Array.from({ length: 80 }, (_, at) => scene.blockAt(at + 1)),
      (request) => {
        const { start } = request
        return blocksFor(request, [scene.blockAt(start.type === 'Number' ? start.value : 1)])
      },
    )
    await net.pass(10 * SECOND, SECOND)
    expect(scene.codes).toEqual(['SHORT_RESPONSE', 'SHORT_RESPONSE', 'SHORT_RESPONSE'])
    expect(liar.isConnected).toBe(false)
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('a peer that says it is busy is left alone for a moment, however often it says so', async () => {
    await honest.it.produce()
    await scene.lieWith([scene.blockAt(1)], ({ requestId }) => ({
      type: 'Refuse',
      value: { requestId, reason: 'Busy' },
    }))
    await net.pass(20 * SECOND, SECOND)
    expect(liar.isConnected).toBe(true)
    expect(new Set(scene.codes)).toEqual(new Set(['BUSY']))
    expect(liar.requests.length).toBeGreaterThan(3)
    expect(liar.requests.length).toBeLessThan(12)
    liar.answer = serving([scene.blockAt(1)])
    await net.pass(3 * SECOND, SECOND)
    expect(node.it.chain.best.number).toBe(1)
  })
})

describe('greetings', () => {
  const hellos: [string, string, Parameters<ScriptedPeer['greetAs']>[2]][] = [
    ['WRONG_GENESIS', 'WrongGenesis', { genesisHash: NO_HASH }],
    ['WRONG_PROTOCOL', 'WrongProtocol', { protocolVersion: 2 }],
    ['CONFLICTING_FINALITY', 'ConflictingFinality', { finalized: { number: 0, hash: NO_HASH } }],
  ]
  test.each(hellos)('%s: the peer is told why', async (code, reason, hello) => {
    liar.greetAs(node.it.chain, { number: 9, hash: NO_HASH }, hello)
    net.connect(liar, node)
    await net.settle()
    expect(scene.codes).toEqual([code])
    expect(liar.heard.at(-1)).toEqual({ type: 'Refuse', value: { requestId: 0, reason } })
    expect(liar.requests).toEqual([])
    expect(await scene.isUnharmed()).toBe(true)
  })

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['noise', Uint8Array.from({ length: 500 }, (_, at) => (at * 89 + 7) % 256)],
    ['a list of 2^30 transactions', Uint8Array.of(5, 254, 255, 255, 255)],
  ])('%s instead of a message', async (_, bytes) => {
    liar.greeting = bytes
    net.connect(liar, node)
    await net.settle()
    expect(scene.codes[0]).toMatch(/^UNDECODABLE_MESSAGE/)
    expect(liar.isConnected).toBe(false)
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('something else first', async () => {
    liar.greeting = { type: 'Transactions', value: { extrinsics: [] } }
    net.connect(liar, node)
    await net.settle()
    expect(scene.codes).toEqual(['NOT_GREETED'])
  })

  test('twice', async () => {
    liar.greetAs(node.it.chain, { number: 0, hash: node.it.chain.genesisHash })
    net.connect(liar, node)
    await net.settle()
    liar.say(liar.greeting!)
    await net.settle()
    expect(scene.codes).toEqual(['NOT_GREETED'])
  })

  test('not within ten seconds', async () => {
    net.connect(liar, node)
    await net.pass(9 * SECOND, SECOND)
    expect(liar.isConnected).toBe(true)
    expect(node.sync.status.peers).toBe(0)
    await net.pass(SECOND, SECOND)
    expect(scene.codes).toEqual(['SILENT'])
    expect(liar.isConnected).toBe(false)
  })

  test('from more than 64 peers that came by themselves', async () => {
    const crowd = Array.from({ length: 65 }, (_, at) =>
      net.addScripted(`peer ${at}`).greetAs(node.it.chain, { number: 0, hash: node.it.chain.genesisHash }),
    )
    for (const peer of crowd) net.connect(peer, node)
    await net.settle()
    expect(scene.codes).toEqual(['TOO_MANY_PEERS'])
    expect(crowd.filter((peer) => peer.isConnected)).toHaveLength(64)
    expect(await scene.isUnharmed()).toBe(true) // a peer this node chose has room
  })
})

describe('silence does not hold others up', () => {
  test('a peer that announces blocks and does not send them: another one is asked half a second later', async () => {
    await scene.lieWith(fabricate(1), () => undefined) // asked already, and silent
    const follower = net.addScripted('follower').greetAs(node.it.chain, { number: 0, hash: node.it.chain.genesisHash })
    net.connect(follower, node)
    net.connect(node, honest, { back: () => 50 })
    await net.pass(SECOND)
    await honest.it.produce()
    follower.say({ type: 'Announce', value: { header: scene.blockAt(1).header } })
    await net.pass(500)
    expect(follower.requests).toHaveLength(1)
    expect(node.it.chain.best.number).toBe(0)
    await net.pass(200)
    expect(node.it.chain.best.number).toBe(1)
    await honest.it.produce()
    follower.say({ type: 'Announce', value: { header: scene.blockAt(2).header } })
    await net.pass(200)
    expect(node.it.chain.best.number, 'who owes an answer is not asked again').toBe(2)
  })

  test('a peer far ahead that never answers: another one takes its place, and it is dropped at last', async () => {
    await honest.it.produceMany(100)
    await scene.lieWith(fabricate(5_000), () => undefined)
    net.connect(honest, node)
    await net.settle()
    expect(node.sync.status).toMatchObject({ syncing: true, target: 5_000 })
    await net.pass(11 * SECOND, SECOND)
    expect(node.it.chain.best.number).toBe(100)
    await net.pass(40 * SECOND, SECOND)
    expect(scene.codes).toEqual(['TIMEOUT', 'TIMEOUT', 'TIMEOUT'])
    expect(liar.isConnected).toBe(false)
    expect(node.sync.status).toMatchObject({ syncing: false, target: 100 })
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('an answer that comes too late is no offence', async () => {
    await honest.it.produce()
    let late: PeerMessage | undefined
    await scene.lieWith([scene.blockAt(1)], (request) => {
      late ??= blocksFor(request, [scene.blockAt(1)])
      return undefined
    })
    await net.pass(10 * SECOND, SECOND)
    liar.say(late!)
    await net.settle()
    expect(scene.codes).toEqual(['TIMEOUT'])
    expect(liar.isConnected).toBe(true)
  })
})

describe('floods', () => {
  beforeEach(() => liar.greetAs(node.it.chain, { number: 0, hash: node.it.chain.genesisHash }))

  test('of messages', async () => {
    net.connect(liar, node)
    await net.settle()
    for (let at = 0; at < 1_100; at++) liar.say({ type: 'Transactions', value: { extrinsics: [] } })
    await net.settle()
    expect(scene.codes).toEqual(['FLOOD'])
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('of transactions that nobody could include; a few are forgiven', async () => {
    net.connect(liar, node)
    await net.settle()
    const wrong = (at: number) => Uint8Array.of(8, 255, at)
    liar.say({ type: 'Transactions', value: { extrinsics: Array.from({ length: 20 }, (_, at) => wrong(at)) } })
    await net.settle()
    expect(scene.codes).toEqual([])
    liar.say({ type: 'Transactions', value: { extrinsics: Array.from({ length: 20 }, (_, at) => wrong(100 + at)) } })
    await net.settle()
    expect(scene.codes[0]).toMatch(/^BAD_TRANSACTION/)
    expect(liar.isConnected).toBe(false)
  })

  test('of transactions that came too late is none', async () => {
    const alice = devKeypair('Alice')
    const stale = Array.from({ length: 40 }, (_, at) =>
      node.it.signer.transfer(alice, devKeypair('Bob').account, BigInt(at + 1), { nonce: 0 }),
    )
    net.connect(node, honest)
    await honest.it.pool.submit(stale[0])
    await honest.it.produce()
    await net.settle()
    net.connect(liar, node)
    await net.settle()
    liar.say({ type: 'Transactions', value: { extrinsics: stale } })
    await net.settle()
    expect(node.faults).toEqual([])
  })

  describe('of requests', () => {
    /** Eight blocks of 840 KB. */
    async function fillBlocks(): Promise<void> {
      const { remark } = node.it.runtime.modules.find(({ name }) => name === 'System')!.calls!
      const call = runtimeCall(remark, { remark: new Uint8Array(60_000) })
      const alice = devKeypair('Alice')
      for (let block = 0; block < 8; block++) {
        for (let at = 0; at < 14; at++) await node.it.pool.submit(node.it.signer.sign(call, alice))
        await node.it.produce()
      }
    }
    const request = (requestId: number): PeerMessage => ({
      type: 'Request',
      value: { requestId, start: { type: 'Number', value: 1 }, count: 8 },
    })
    const answers = (type: string) => liar.heard.filter((message) => message.type === type).length

    test('the peer is told to wait once it has had its share', async () => {
      await fillBlocks()
      net.connect(liar, node)
      await net.settle()
      for (let id = 1; id <= 30; id++) {
        liar.say(request(id))
        await net.settle()
      }
      // Each answer stops with the block that takes it over 4 MB; the share is 16 MB at once.
      expect([answers('Blocks'), answers('Refuse')]).toEqual([4, 26])
      await net.pass(SECOND)
      liar.say(request(31))
      await net.settle()
      expect(answers('Blocks')).toBe(5)
      expect(liar.isConnected).toBe(true)
    })

    test('whose answers are not read end the connection', async () => {
      await fillBlocks()
      net.connect(liar, node, { back: () => 3_600 * SECOND })
      await net.settle()
      for (let id = 1; id <= 10; id++) {
        liar.say(request(id))
        await net.pass(SECOND, SECOND)
      }
      expect(scene.codes).toEqual(['SLOW_READER'])
      expect(node.sync.status.peers).toBe(0)
      expect(node.fatal).toEqual([])
    })
  })
})

describe('faults of this node are not the peer’s', () => {
  test('a chain that moved on to a runtime which is not here ends the sync, and nobody is blamed', async () => {
    await honest.it.produce()
    const { importer } = node.it
    const failure = new ChainError('UNKNOWN_RUNTIME', 'Install a newer version')
    importer.import = () => Promise.reject(failure)
    net.connect(node, honest)
    await net.settle()
    expect(node.fatal).toEqual([failure])
    expect(node.faults).toEqual([])
    await honest.it.produce()
    await net.settle()
    expect(node.fatal).toEqual([failure])
  })
})
