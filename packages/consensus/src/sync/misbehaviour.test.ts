import type { Hash } from '@echochain/codec'
import { type Block, type Header, headerHash, runtimeCall } from '@echochain/frame'
import { beforeEach, describe, expect, test } from 'vitest'
import { ChainError } from '../chain/ChainError.ts'
import { type Answer, blocksFor, type ScriptedPeer } from '../testing/ScriptedPeer.ts'
import { SyncNetwork, type SyncNode } from '../testing/SyncNetwork.ts'
import { devKeypair } from '../testing/TransactionSigner.ts'
import type { BlockId, PeerMessage } from '../transport/PeerMessage.ts'

const HASH: Hash = `0x${'ab'.repeat(32)}`
const SECOND = 1_000

let net: SyncNetwork
/** The node under attack. */
let node: SyncNode
/** A chain to take blocks from, connected to nobody unless a test does it. */
let honest: SyncNode
let liar: ScriptedPeer

beforeEach(async () => {
  net = new SyncNetwork()
  node = await net.addNode('node')
  honest = await net.addNode('honest')
  liar = net.addScripted('liar')
})

const idOf = ({ header }: Block): BlockId => ({ number: header.number, hash: headerHash(header) })
const blockAt = (number: number): Block => honest.it.chain.block(honest.it.chain.hashAt(number)!)!

/** Answers as a node with these blocks would. */
const serving =
  (blocks: readonly Block[]): Answer =>
  (request) => {
    const { start, count } = request
    const at = blocks.findIndex((block) =>
      start.type === 'Number' ? block.header.number === start.value : idOf(block).hash === start.value,
    )
    if (at < 0) return { type: 'Refuse', value: { requestId: request.requestId, reason: 'NotFound' } }
    const found =
      start.type === 'Number'
        ? blocks.slice(at, at + count)
        : blocks.slice(Math.max(0, at - count + 1), at + 1).reverse()
    return blocksFor(request, found)
  }

/** Connects the liar with these blocks, and says that the last one is its best. */
async function lieWith(blocks: readonly Block[], answer = serving(blocks)): Promise<void> {
  liar.answer = answer
  liar.greetAs(node.it.chain, idOf(blocks.at(-1)!))
  net.connect(liar, node)
  await net.settle()
}

const codes = (): string[] =>
  node.faults.map(({ error }) => {
    const cause = (error.cause as { code?: string } | undefined)?.code
    return cause ? `${error.code}: ${cause}` : error.code
  })

/** The node follows others as before. */
async function expectUnharmed(): Promise<void> {
  if ([...honest.transport.peers()].length === 0) net.connect(node, honest)
  await net.settle()
  await honest.it.produce()
  await net.pass(2 * SECOND)
  expect(node.it.chain.best.hash).toBe(honest.it.chain.best.hash)
  expect(node.fatal).toEqual([])
}

/** A chain of headers that nobody proposed, upwards from a parent that does not exist. */
function fabricate(count: number, lowest = 1): Block[] {
  const blocks: Block[] = []
  for (let number = lowest; number < lowest + count; number++) {
    const parentHash = blocks.length > 0 ? idOf(blocks.at(-1)!).hash : HASH
    const header: Header = { parentHash, number, stateRoot: HASH, extrinsicsRoot: HASH, digest: { logs: [] } }
    blocks.push({ header, extrinsics: [] })
  }
  return blocks
}

describe('blocks that break a rule', () => {
  async function forged(change: Parameters<typeof honest.it.builder.forge>[1]): Promise<Block> {
    await honest.it.produce()
    return honest.it.builder.forge(blockAt(1), change)
  }

  async function badSeal(): Promise<Block> {
    await honest.it.produce()
    const block = blockAt(1)
    const logs = block.header.digest.logs.map((log) => {
      if (log.type !== 'Seal') return log
      const [engine, seal] = log.value
      return { type: 'Seal' as const, value: [engine, seal.with(50, seal[50] ^ 1)] as const }
    })
    return { ...block, header: { ...block.header, digest: { logs } } }
  }

  const bad: [string, () => Promise<Block>][] = [
    ['BAD_SEAL', badSeal],
    ['WRONG_STATE_ROOT', () => forged({ header: { stateRoot: HASH } })],
    ['WRONG_EXTRINSICS_ROOT', () => forged({ header: { extrinsicsRoot: HASH } })],
    ['UNDECODABLE_EXTRINSIC', () => forged({ extrinsics: [Uint8Array.of(4, 99)] })],
    ['INVALID_EXTRINSIC', () => forged({ extrinsics: [] })],
    ['BAD_DIGEST', async () => withoutDigest()],
  ]

  function withoutDigest(): Block {
    const [block] = fabricate(1)
    return { ...block, header: { ...block.header, parentHash: node.it.chain.genesisHash } }
  }

  test.each(bad)('%s: the peer is dropped, the node is unharmed', async (code, make) => {
    await lieWith([await make()])
    expect(codes()).toEqual([`BAD_BLOCK: ${code}`])
    expect(liar.isConnected).toBe(false)
    expect(liar.heard.at(-1)).toEqual({ type: 'Refuse', value: { requestId: 0, reason: 'Misbehaviour' } })
    expect(node.it.chain.best.number).toBe(0)
    await expectUnharmed()
  })

  test('bytes that are no block', async () => {
    await honest.it.produce()
    await lieWith([blockAt(1)], ({ requestId }) => ({
      type: 'Blocks',
      value: { requestId, blocks: [Uint8Array.of(1, 2, 3)] },
    }))
    expect(codes()).toEqual(['BAD_BLOCK: UNDECODABLE_BLOCK'])
    await expectUnharmed()
  })

  test('who comes back after that is not let in for a while', async () => {
    await lieWith([await badSeal()])
    await lieWith([blockAt(1)])
    expect(codes()).toEqual(['BAD_BLOCK: BAD_SEAL', 'BANNED'])
    await net.pass(60 * SECOND, 10 * SECOND)
    await lieWith([blockAt(1)])
    expect(codes()).toHaveLength(2)
    expect(node.it.chain.best.number).toBe(1)
  })

  test('another peer with the same bad block is dropped without being asked for it', async () => {
    const block = await badSeal()
    const accomplice = net
      .addScripted('accomplice')
      .greetAs(node.it.chain, { number: 0, hash: node.it.chain.genesisHash })
    net.connect(accomplice, node)
    await lieWith([block])
    accomplice.say({ type: 'Announce', value: { header: block.header } })
    await net.settle()
    expect(node.faults.map(({ peer, error }) => [peer.address, error.code])).toEqual([
      ['liar', 'BAD_BLOCK'],
      ['accomplice', 'BAD_BLOCK'],
    ])
    expect(accomplice.requests).toEqual([])
  })

  test('a wrong body does not give a bad name to the right block', async () => {
    await honest.it.produce()
    const block = blockAt(1)
    await lieWith([block], (request) => blocksFor(request, [{ ...block, extrinsics: [Uint8Array.of(4, 4)] }]))
    expect(codes()).toEqual(['BAD_BLOCK: WRONG_EXTRINSICS_ROOT'])
    await expectUnharmed()
  })

  test('in the middle of catching up: what came before it stays, and another peer goes on', async () => {
    await honest.it.produceMany(200)
    const blocks = Array.from({ length: 200 }, (_, at) => blockAt(at + 1))
    blocks[99] = honest.it.builder.forge(blocks[99], { header: { stateRoot: HASH } })
    for (let at = 100; at < 200; at++) {
      const parentHash = idOf(blocks[at - 1]).hash
      blocks[at] = honest.it.builder.forge(blocks[at], { header: { parentHash } })
    }
    await lieWith(blocks)
    expect(codes()).toEqual(['BAD_BLOCK: WRONG_STATE_ROOT'])
    expect(node.it.chain.best.number).toBe(99)
    await expectUnharmed()
  })

  test('a block of a slot that has not begun is taken when it begins, a later one is not', async () => {
    const early = await honest.it.builder.build(honest.it.chain.best, 1n)
    const tooEarly = await honest.it.builder.build(honest.it.chain.best, 3n)
    await lieWith([early])
    expect(node.it.chain.best.number).toBe(0)
    await net.pass(SECOND)
    expect(node.it.chain.best.hash).toBe(idOf(early).hash)
    expect(codes()).toEqual([])
    liar.answer = serving([tooEarly])
    liar.say({ type: 'Announce', value: { header: tooEarly.header } })
    await net.settle()
    expect(codes()).toEqual(['FUTURE_BLOCK: FUTURE_SLOT'])
    expect(liar.isConnected).toBe(true)
  })
})

describe('ancestors without end', () => {
  test('a branch that comes from nowhere is given up where the final block should be', async () => {
    const blocks = fabricate(60)
    await lieWith(blocks)
    expect(codes()).toEqual(['CONFLICTING_FINALITY'])
    expect(liar.requests.length).toBeLessThan(5)
    await expectUnharmed()
  })

  test('a long one as well: it is never in memory as a whole', async () => {
    const blocks = fabricate(1_000)
    await lieWith(blocks)
    expect(codes()).toEqual(['CONFLICTING_FINALITY'])
    expect(liar.requests.length).toBeLessThan(20)
    await expectUnharmed()
  })

  test('numbers that do not go down', async () => {
    const [a] = fabricate(1, 5)
    const b: Block = { ...a, header: { ...a.header, parentHash: idOf(a).hash } } // the child has its parent's number
    await lieWith([b], (request) => blocksFor(request, [b, a]))
    expect(codes()).toEqual(['BAD_RESPONSE'])
  })
})

describe('answers to other questions', () => {
  const cases: [string, string, Answer][] = [
    ['more blocks than asked for', 'BAD_RESPONSE', (request) => blocksFor(request, [blockAt(1), blockAt(2)])],
    ['none', 'BAD_RESPONSE', (request) => blocksFor(request, [])],
    ['another block', 'BAD_RESPONSE', (request) => blocksFor(request, [blockAt(2)])],
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
    await lieWith([blockAt(1)], answer)
    expect(codes()).toEqual([code])
    expect(liar.isConnected).toBe(false)
    await expectUnharmed()
  })

  test('ranges that do not hang together', async () => {
    await honest.it.produceMany(80)
    const blocks = Array.from({ length: 80 }, (_, at) => blockAt(at + 1))
    await lieWith(blocks, (request) => blocksFor(request, [...blocks.slice(0, 10), ...blocks.slice(11, 64)]))
    expect(codes()).toEqual(['BAD_RESPONSE'])
    await expectUnharmed()
  })

  test('fewer blocks than would fit, three times: it drips to hold others up', async () => {
    await honest.it.produceMany(80)
    await lieWith(
      Array.from({ length: 80 }, (_, at) => blockAt(at + 1)),
      (request) => {
        const { start } = request
        return blocksFor(request, [blockAt(start.type === 'Number' ? start.value : 1)])
      },
    )
    await net.pass(10 * SECOND, SECOND)
    expect(codes()).toEqual(['SHORT_RESPONSE', 'SHORT_RESPONSE', 'SHORT_RESPONSE'])
    expect(liar.isConnected).toBe(false)
    await expectUnharmed()
  })

  test('a peer that says it is busy is left alone for a moment, however often it says so', async () => {
    await honest.it.produce()
    await lieWith([blockAt(1)], ({ requestId }) => ({ type: 'Refuse', value: { requestId, reason: 'Busy' } }))
    await net.pass(20 * SECOND, SECOND)
    expect(liar.isConnected).toBe(true)
    expect(new Set(codes())).toEqual(new Set(['BUSY']))
    expect(liar.requests.length).toBeGreaterThan(3)
    expect(liar.requests.length).toBeLessThan(12)
    liar.answer = serving([blockAt(1)])
    await net.pass(3 * SECOND, SECOND)
    expect(node.it.chain.best.number).toBe(1)
  })
})

describe('greetings', () => {
  const hellos: [string, string, Parameters<ScriptedPeer['greetAs']>[2]][] = [
    ['WRONG_GENESIS', 'WrongGenesis', { genesisHash: HASH }],
    ['WRONG_PROTOCOL', 'WrongProtocol', { protocolVersion: 2 }],
    ['CONFLICTING_FINALITY', 'ConflictingFinality', { finalized: { number: 0, hash: HASH } }],
  ]
  test.each(hellos)('%s: the peer is told why', async (code, reason, hello) => {
    liar.greetAs(node.it.chain, { number: 9, hash: HASH }, hello)
    net.connect(liar, node)
    await net.settle()
    expect(codes()).toEqual([code])
    expect(liar.heard.at(-1)).toEqual({ type: 'Refuse', value: { requestId: 0, reason } })
    expect(liar.requests).toEqual([])
    await expectUnharmed()
  })

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['noise', Uint8Array.from({ length: 500 }, (_, at) => (at * 89 + 7) % 256)],
    ['a list of 2^30 transactions', Uint8Array.of(5, 254, 255, 255, 255)],
  ])('%s instead of a message', async (_, bytes) => {
    liar.greeting = bytes
    net.connect(liar, node)
    await net.settle()
    expect(codes()[0]).toMatch(/^UNDECODABLE_MESSAGE/)
    expect(liar.isConnected).toBe(false)
    await expectUnharmed()
  })

  test('something else first', async () => {
    liar.greeting = { type: 'Transactions', value: { extrinsics: [] } }
    net.connect(liar, node)
    await net.settle()
    expect(codes()).toEqual(['NOT_GREETED'])
  })

  test('twice', async () => {
    liar.greetAs(node.it.chain, { number: 0, hash: node.it.chain.genesisHash })
    net.connect(liar, node)
    await net.settle()
    liar.say(liar.greeting!)
    await net.settle()
    expect(codes()).toEqual(['NOT_GREETED'])
  })

  test('not within ten seconds', async () => {
    net.connect(liar, node)
    await net.pass(9 * SECOND, SECOND)
    expect(liar.isConnected).toBe(true)
    expect(node.sync.status.peers).toBe(0)
    await net.pass(SECOND, SECOND)
    expect(codes()).toEqual(['SILENT'])
    expect(liar.isConnected).toBe(false)
  })

  test('from more than 64 peers that came by themselves', async () => {
    const crowd = Array.from({ length: 65 }, (_, at) =>
      net.addScripted(`peer ${at}`).greetAs(node.it.chain, { number: 0, hash: node.it.chain.genesisHash }),
    )
    for (const peer of crowd) net.connect(peer, node)
    await net.settle()
    expect(codes()).toEqual(['TOO_MANY_PEERS'])
    expect(crowd.filter((peer) => peer.isConnected)).toHaveLength(64)
    await expectUnharmed() // a peer this node chose has room
  })
})

describe('silence does not hold others up', () => {
  test('a peer that announces blocks and does not send them: another one is asked half a second later', async () => {
    await lieWith(fabricate(1), () => undefined) // asked already, and silent
    const follower = net.addScripted('follower').greetAs(node.it.chain, { number: 0, hash: node.it.chain.genesisHash })
    net.connect(follower, node)
    net.connect(node, honest, { back: () => 50 })
    await net.pass(SECOND)
    await honest.it.produce()
    follower.say({ type: 'Announce', value: { header: blockAt(1).header } })
    await net.pass(500)
    expect(follower.requests).toHaveLength(1)
    expect(node.it.chain.best.number).toBe(0)
    await net.pass(200)
    expect(node.it.chain.best.number).toBe(1)
    await honest.it.produce()
    follower.say({ type: 'Announce', value: { header: blockAt(2).header } })
    await net.pass(200)
    expect(node.it.chain.best.number, 'who owes an answer is not asked again').toBe(2)
  })

  test('a peer far ahead that never answers: another one takes its place, and it is dropped at last', async () => {
    await honest.it.produceMany(100)
    await lieWith(fabricate(5_000), () => undefined)
    net.connect(honest, node)
    await net.settle()
    expect(node.sync.status).toMatchObject({ syncing: true, target: 5_000 })
    await net.pass(11 * SECOND, SECOND)
    expect(node.it.chain.best.number).toBe(100)
    await net.pass(40 * SECOND, SECOND)
    expect(codes()).toEqual(['TIMEOUT', 'TIMEOUT', 'TIMEOUT'])
    expect(liar.isConnected).toBe(false)
    expect(node.sync.status).toMatchObject({ syncing: false, target: 100 })
    await expectUnharmed()
  })

  test('an answer that comes too late is no offence', async () => {
    await honest.it.produce()
    let late: PeerMessage | undefined
    await lieWith([blockAt(1)], (request) => {
      late ??= blocksFor(request, [blockAt(1)])
      return undefined
    })
    await net.pass(10 * SECOND, SECOND)
    liar.say(late!)
    await net.settle()
    expect(codes()).toEqual(['TIMEOUT'])
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
    expect(codes()).toEqual(['FLOOD'])
    await expectUnharmed()
  })

  test('of transactions that nobody could include; a few are forgiven', async () => {
    net.connect(liar, node)
    await net.settle()
    const wrong = (at: number) => Uint8Array.of(8, 255, at)
    liar.say({ type: 'Transactions', value: { extrinsics: Array.from({ length: 20 }, (_, at) => wrong(at)) } })
    await net.settle()
    expect(codes()).toEqual([])
    liar.say({ type: 'Transactions', value: { extrinsics: Array.from({ length: 20 }, (_, at) => wrong(100 + at)) } })
    await net.settle()
    expect(codes()[0]).toMatch(/^BAD_TRANSACTION/)
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
      expect(codes()).toEqual(['SLOW_READER'])
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
