import {
  BlockImporter,
  type BlockNode,
  BlockProducer,
  type Chain,
  FakeClock,
  longestChain,
  openChain,
  RuntimeSource,
  slotAt,
  slotStartMs,
  TransactionPool,
  twoEpochsBack,
} from '@echochain/consensus'
import { InlineSignatureVerifier } from '@echochain/crypto'
import type { Block } from '@echochain/frame'
import { createRuntime, devGenesis, devValidatorKey, PRESETS } from '@echochain/runtime'
import { type ChainStateOptions, MemoryStore } from '@echochain/state'
import type { RpcLogger, RpcNetwork, RpcNode } from '../RpcNode.ts'
import { RpcServer, type RpcServerOptions } from '../server/RpcServer.ts'

const GENESIS_TIME_MS = 1_700_000_000_000n

/** The spec version that a test can upgrade to. */
export const NEXT_SPEC_VERSION = 101

export interface TestNodeOptions {
  readonly server?: Partial<Omit<RpcServerOptions, 'node'>>
  readonly stateOptions?: ChainStateOptions
  readonly network?: RpcNetwork
}

/** What was logged, for a test to look at. */
export class TestLog implements RpcLogger {
  readonly entries: { readonly level: 'warn' | 'error'; readonly message: string; readonly details?: unknown }[] = []

  warn(message: string, details?: unknown): void {
    this.entries.push({ level: 'warn', message, details })
  }

  error(message: string, details?: unknown): void {
    this.entries.push({ level: 'error', message, details })
  }
}

/**
 * A whole node in memory: the development chain, its pool, Alice's producer and the RPC server on a free port. Time
 * stands still but for {@link produce}, so nothing happens unless the test wants it.
 */
export class TestNode {
  readonly clock: FakeClock
  readonly chain: Chain
  readonly pool: TransactionPool
  readonly importer: BlockImporter
  readonly log: TestLog
  readonly node: RpcNode
  readonly server: RpcServer
  readonly #producer: BlockProducer

  static async start({ server, stateOptions, network }: TestNodeOptions = {}): Promise<TestNode> {
    const preset = PRESETS.dev
    const clock = new FakeClock(Number(GENESIS_TIME_MS))
    const runtimes = new RuntimeSource([
      createRuntime(preset),
      createRuntime(preset, { specVersion: NEXT_SPEC_VERSION }),
    ])
    const { chain, blocks, keeper } = await openChain({
      stateStore: new MemoryStore(),
      blockStore: new MemoryStore(),
      genesis: devGenesis(GENESIS_TIME_MS, preset),
      runtimes,
      forkChoice: longestChain,
      finality: twoEpochsBack(preset.slotsPerEpoch),
      stateOptions,
    })
    const verifier = new InlineSignatureVerifier()
    const pool = new TransactionPool({ chain, verifier, clock })
    const importer = new BlockImporter({ chain, blocks, keeper, clock, verifier, verified: pool })
    const producer = new BlockProducer({
      chain,
      importer,
      keeper,
      transactions: pool,
      key: devValidatorKey('Alice'),
      clock,
    })
    const log = new TestLog()
    const node: RpcNode = {
      chain,
      pool,
      clock,
      logger: log,
      identity: {
        chainName: 'EchoChain Development',
        chainType: 'Development',
        nodeName: 'EchoChain Node',
        nodeVersion: '0.1.0',
      },
      network: () => network ?? { peers: 0, isSyncing: false, shouldHavePeers: false },
    }
    const rpc = await RpcServer.start({ ports: [0], ...server, node })
    return new TestNode({ clock, chain, pool, importer, producer, log, node, server: rpc })
  }

  private constructor(parts: {
    readonly clock: FakeClock
    readonly chain: Chain
    readonly pool: TransactionPool
    readonly importer: BlockImporter
    readonly producer: BlockProducer
    readonly log: TestLog
    readonly node: RpcNode
    readonly server: RpcServer
  }) {
    this.clock = parts.clock
    this.chain = parts.chain
    this.pool = parts.pool
    this.importer = parts.importer
    this.log = parts.log
    this.node = parts.node
    this.server = parts.server
    this.#producer = parts.producer
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

  /** Lets `slots` slots go by and makes the block of the last one. */
  async produce(slots = 1): Promise<BlockNode> {
    const { parameters } = this.chain
    const slot = slotAt(this.clock.now(), parameters) + BigInt(slots)
    this.clock.advanceTo(slotStartMs(slot, parameters))
    const block = await this.#producer.propose(slot)
    if (!block) throw new Error(`No block was made in slot ${slot}`)
    return block
  }

  async produceMany(count: number): Promise<BlockNode> {
    let last: BlockNode | undefined
    for (let i = 0; i < count; i++) last = await this.produce()
    return last!
  }

  /** Takes over what another node has on its best chain and this one does not know, as if they were connected. */
  async follow(other: TestNode): Promise<void> {
    const unknown: Block[] = []
    for (let at: BlockNode | undefined = other.chain.best; at && !this.chain.header(at.hash); at = at.parent)
      unknown.unshift(other.chain.block(at.hash)!)
    if (this.clock.now() < other.clock.now()) this.clock.advanceTo(other.clock.now())
    for (const block of unknown) await this.importer.import(block)
  }

  async close(): Promise<void> {
    await this.server.close()
    this.pool.close()
    await this.importer.close()
    await this.chain.state.close()
  }
}
