import type { Hash } from '@echochain/codec'
import { type Block, type Header, headerHash } from '@echochain/frame'
import type { BlockId } from '../transport/PeerMessage.ts'
import { type Answer, blocksFor, type ScriptedPeer } from './ScriptedPeer.ts'
import { SyncNetwork, type SyncNode } from './SyncNetwork.ts'

/** Of nothing that exists. */
export const NO_HASH: Hash = `0x${'ab'.repeat(32)}`

export const idOf = ({ header }: Block): BlockId => ({ number: header.number, hash: headerHash(header) })

/** A node, somebody who lies to it, and an honest node beside them. */
export class LiarScene {
  readonly net: SyncNetwork
  /** The one that is lied to. */
  readonly node: SyncNode
  /** A chain to take blocks from; connected to nobody unless a test does it. */
  readonly honest: SyncNode
  readonly liar: ScriptedPeer

  private constructor(net: SyncNetwork, node: SyncNode, honest: SyncNode) {
    this.net = net
    this.node = node
    this.honest = honest
    this.liar = net.addScripted('liar')
  }

  static async open(): Promise<LiarScene> {
    const net = new SyncNetwork()
    return new LiarScene(net, await net.addNode('node'), await net.addNode('honest'))
  }

  /** A block of the honest node. */
  blockAt(number: number): Block {
    const { chain } = this.honest.it
    return chain.block(chain.hashAt(number)!)!
  }

  /** Connects the liar with these blocks, and says that the last one is its best. */
  async lieWith(blocks: readonly Block[], answer = serving(blocks)): Promise<void> {
    this.liar.answer = answer
    this.liar.greetAs(this.node.it.chain, idOf(blocks.at(-1)!))
    this.net.connect(this.liar, this.node)
    await this.net.settle()
  }

  /** What the node found wrong, each with what was behind it. */
  get codes(): string[] {
    return this.node.faults.map(({ error }) => {
      const cause = (error.cause as { code?: string } | undefined)?.code
      return cause ? `${error.code}: ${cause}` : error.code
    })
  }

  /** Whether the node follows the honest one, and nothing is wrong with itself. */
  async isUnharmed(): Promise<boolean> {
    const { net, node, honest } = this
    if ([...honest.transport.peers()].length === 0) net.connect(node, honest)
    await net.settle()
    await honest.it.produce()
    await net.pass(2_000)
    return node.it.chain.best.hash === honest.it.chain.best.hash && node.fatal.length === 0
  }
}

/** Answers as a node with these blocks would. */
export function serving(blocks: readonly Block[]): Answer {
  return (request) => {
    const { start, count } = request
    const at = blocks.findIndex((block) =>
      start.type === 'Number' ? block.header.number === start.value : idOf(block).hash === start.value,
    )
    if (at < 0) return { type: 'Refuse', value: { requestId: request.requestId, reason: 'NotFound' } }
    const upwards = blocks.slice(at, at + count)
    const downwards = blocks.slice(Math.max(0, at - count + 1), at + 1).reverse()
    return blocksFor(request, start.type === 'Number' ? upwards : downwards)
  }
}

/** A chain of headers that nobody proposed, upwards from a parent that does not exist. */
export function fabricate(count: number, lowest = 1): Block[] {
  const blocks: Block[] = []
  for (let number = lowest; number < lowest + count; number++) {
    const parentHash = blocks.length > 0 ? idOf(blocks.at(-1)!).hash : NO_HASH
    const header: Header = { parentHash, number, stateRoot: NO_HASH, extrinsicsRoot: NO_HASH, digest: { logs: [] } }
    blocks.push({ header, extrinsics: [] })
  }
  return blocks
}
