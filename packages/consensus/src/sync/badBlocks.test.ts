import { encode } from '@echochain/codec'
import { Block } from '@echochain/frame'
import { beforeEach, describe, expect, test } from 'vitest'
import { fabricate, idOf, LiarScene, NO_HASH, serving } from '../testing/LiarScene.ts'
import { blocksFor } from '../testing/ScriptedPeer.ts'
import { decodeBlocks } from './BlockIntake.ts'

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

describe('blocks that break a rule', () => {
  async function forged(change: Parameters<typeof honest.it.builder.forge>[1]): Promise<Block> {
    await honest.it.produce()
    return honest.it.builder.forge(scene.blockAt(1), change)
  }

  async function badSeal(): Promise<Block> {
    await honest.it.produce()
    const block = scene.blockAt(1)
    const logs = block.header.digest.logs.map((log) => {
      if (log.type !== 'Seal') return log
      const [engine, seal] = log.value
      return { type: 'Seal' as const, value: [engine, seal.with(50, seal[50] ^ 1)] as const }
    })
    return { ...block, header: { ...block.header, digest: { logs } } }
  }

  const bad: [string, () => Promise<Block>][] = [
    ['BAD_SEAL', badSeal],
    ['WRONG_STATE_ROOT', () => forged({ header: { stateRoot: NO_HASH } })],
    ['WRONG_EXTRINSICS_ROOT', () => forged({ header: { extrinsicsRoot: NO_HASH } })],
    ['UNDECODABLE_EXTRINSIC', () => forged({ extrinsics: [Uint8Array.of(4, 99)] })],
    ['INVALID_EXTRINSIC', () => forged({ extrinsics: [] })],
    ['BAD_DIGEST', async () => withoutDigest()],
  ]

  function withoutDigest(): Block {
    const [block] = fabricate(1)
    return { ...block, header: { ...block.header, parentHash: node.it.chain.genesisHash } }
  }

  test.each(bad)('%s: the peer is dropped, the node is unharmed', async (code, make) => {
    await scene.lieWith([await make()])
    expect(scene.codes).toEqual([`BAD_BLOCK: ${code}`])
    expect(liar.isConnected).toBe(false)
    expect(liar.heard.at(-1)).toEqual({ type: 'Refuse', value: { requestId: 0, reason: 'Misbehaviour' } })
    expect(node.it.chain.best.number).toBe(0)
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('bytes that are no block, or more than one', async () => {
    await honest.it.produce()
    const bytes = encode(Block, scene.blockAt(1))
    for (const wrong of [new Uint8Array(0), bytes.slice(0, -1), Uint8Array.of(...bytes, 0)])
      expect(() => decodeBlocks([wrong])).toThrow(expect.objectContaining({ code: 'BAD_BLOCK' }))
    await scene.lieWith([scene.blockAt(1)], ({ requestId }) => ({
      type: 'Blocks',
      value: { requestId, blocks: [Uint8Array.of(1, 2, 3)] },
    }))
    expect(scene.codes).toEqual(['BAD_BLOCK: UNDECODABLE_BLOCK'])
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('who comes back after that is not let in for a while', async () => {
    await scene.lieWith([await badSeal()])
    await scene.lieWith([scene.blockAt(1)])
    expect(scene.codes).toEqual(['BAD_BLOCK: BAD_SEAL', 'BANNED'])
    await net.pass(60 * SECOND, 10 * SECOND)
    await scene.lieWith([scene.blockAt(1)])
    expect(scene.codes).toHaveLength(2)
    expect(node.it.chain.best.number).toBe(1)
  })

  test('another peer with the same bad block is dropped without being asked for it', async () => {
    const block = await badSeal()
    const accomplice = net
      .addScripted('accomplice')
      .greetAs(node.it.chain, { number: 0, hash: node.it.chain.genesisHash })
    net.connect(accomplice, node)
    await scene.lieWith([block])
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
    const block = scene.blockAt(1)
    await scene.lieWith([block], (request) => blocksFor(request, [{ ...block, extrinsics: [Uint8Array.of(4, 4)] }]))
    expect(scene.codes).toEqual(['BAD_BLOCK: WRONG_EXTRINSICS_ROOT'])
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('in the middle of catching up: what came before it stays, and another peer goes on', async () => {
    await honest.it.produceMany(200)
    const blocks = Array.from({ length: 200 }, (_, at) => scene.blockAt(at + 1))
    blocks[99] = honest.it.builder.forge(blocks[99], { header: { stateRoot: NO_HASH } })
    for (let at = 100; at < 200; at++) {
      const parentHash = idOf(blocks[at - 1]).hash
      blocks[at] = honest.it.builder.forge(blocks[at], { header: { parentHash } })
    }
    await scene.lieWith(blocks)
    expect(scene.codes).toEqual(['BAD_BLOCK: WRONG_STATE_ROOT'])
    expect(node.it.chain.best.number).toBe(99)
    expect(await scene.isUnharmed()).toBe(true)
  })

  test('a block of a slot that has not begun is taken when it begins, a later one is not', async () => {
    const early = await honest.it.builder.build(honest.it.chain.best, 1n)
    const tooEarly = await honest.it.builder.build(honest.it.chain.best, 3n)
    await scene.lieWith([early])
    expect(node.it.chain.best.number).toBe(0)
    await net.pass(SECOND)
    expect(node.it.chain.best.hash).toBe(idOf(early).hash)
    expect(scene.codes).toEqual([])
    liar.answer = serving([tooEarly])
    liar.say({ type: 'Announce', value: { header: tooEarly.header } })
    await net.settle()
    expect(scene.codes).toEqual(['FUTURE_BLOCK: FUTURE_SLOT'])
    expect(liar.isConnected).toBe(true)
  })
})
