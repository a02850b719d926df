import type { BlockNode, Chain, FakeClock, TransactionPool } from '@echochain/consensus'
import { TestChain, type TestChainOptions } from '@echochain/consensus/testing'
import type { OpaqueExtrinsic } from '@echochain/frame'
import { createRuntime, PRESETS } from '@echochain/runtime'
import type { RpcNetwork, RpcNode } from '../RpcNode.ts'
import { RpcServer, type RpcServerOptions } from '../server/RpcServer.ts'
import { TestLog } from './TestLog.ts'

/** The spec version that a test can upgrade to. */
export const NEXT_SPEC_VERSION = 101

export interface TestNodeOptions extends TestChainOptions {
  readonly server?: Partial<Omit<RpcServerOptions, 'node'>>
  readonly network?: RpcNetwork
}

/**
 * A whole node in memory: the development chain, its pool, Alice's producer and the RPC server on a free port. Time
 * stands still but for {@link produce}, so nothing happens unless the test wants it.
 */
export class TestNode {
  readonly test: TestChain
  readonly log: TestLog
  readonly node: RpcNode
  readonly server: RpcServer

  static async start({ server, network, ...options }: TestNodeOptions = {}): Promise<TestNode> {
    const preset = PRESETS.dev
    const runtimes = [createRuntime(preset), createRuntime(preset, { specVersion: NEXT_SPEC_VERSION })]
    const test = await TestChain.open({ preset, runtimes, ...options })
    const log = new TestLog()
    const node: RpcNode = {
      chain: test.chain,
      pool: test.pool,
      clock: test.clock,
      logger: log,
      identity: {
        chainName: 'EchoChain Development',
        chainType: 'Development',
        nodeName: 'EchoChain Node',
        nodeVersion: '0.1.0',
      },
      network: () => network ?? { peers: 0, isSyncing: false, shouldHavePeers: false },
    }
    return new TestNode(test, log, node, await RpcServer.start({ ports: [0], ...server, node }))
  }

  private constructor(test: TestChain, log: TestLog, node: RpcNode, server: RpcServer) {
    this.test = test
    this.log = log
    this.node = node
    this.server = server
  }

  get chain(): Chain {
    return this.test.chain
  }

  get pool(): TransactionPool {
    return this.test.pool
  }

  get clock(): FakeClock {
    return this.test.clock
  }

  get port(): number {
    return this.server.ports[0]
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.port}`
  }

  get httpUrl(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Lets a slot begin, and its proposer make a block of what the pool has. */
  produce(): Promise<BlockNode> {
    return this.test.produce()
  }

  async produceMany(count: number): Promise<BlockNode> {
    return (await this.test.produceMany(count)).at(-1)!
  }

  /** Grows another branch on `parent`, in later slots than any block has, whose first block has `extrinsics`. */
  async fork(parent: BlockNode, length: number, extrinsics: readonly OpaqueExtrinsic[] = []): Promise<BlockNode> {
    const { test } = this
    const first = test.slot + 1n
    test.enter(first + BigInt(length))
    const slots = Array.from({ length }, (_, at) => first + BigInt(at))
    const blocks = await test.builder.grow(parent, slots, (slot) => (slot === first ? extrinsics : []))
    return blocks.at(-1)!
  }

  async close(): Promise<void> {
    await this.server.close()
    await this.test.stop()
    await this.chain.state.close()
  }
}
