import { type SignatureVerifier, InlineSignatureVerifier } from '@echochain/crypto'
import type { Runtime } from '@echochain/frame'
import {
  createRuntime,
  devAccount,
  devGenesis,
  type DevName,
  devValidatorKey,
  type Genesis,
  type Preset,
  PRESETS,
  type Slot,
} from '@echochain/runtime'
import { type ChainStateOptions, type KvStore, MemoryStore, type StateStore } from '@echochain/state'
import { type Hash, toHex } from '@echochain/codec'
import type { BlockStore } from '../chain/BlockStore.ts'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { Chain } from '../chain/Chain.ts'
import { RuntimeSource } from '../chain/RuntimeSource.ts'
import { FakeClock } from '../clock/FakeClock.ts'
import { slotAt, slotStartMs } from '../clock/SlotTicker.ts'
import { type FinalitySource, twoEpochsBack } from '../finality/FinalitySource.ts'
import { type ForkChoice, longestChain } from '../forkChoice/ForkChoice.ts'
import { BlockImporter } from '../import/BlockImporter.ts'
import type { StateKeeper } from '../import/StateKeeper.ts'
import { openChain } from '../openChain.ts'
import type { PoolLimits } from '../pool/PoolLimits.ts'
import { TransactionPool } from '../pool/TransactionPool.ts'
import { BlockProducer } from '../production/BlockProducer.ts'
import { BlockBuilder } from './BlockBuilder.ts'
import { TransactionSigner } from './TransactionSigner.ts'

/** Genesis of all test chains: with the same options two of them are the same chain. */
export const TEST_GENESIS_MS = 1_700_000_000_000

export interface TestStores {
  readonly state: StateStore
  readonly blocks: KvStore
}

export interface TestChainOptions {
  readonly preset?: Preset
  readonly slotsPerEpoch?: number
  /** Who validates, each with the same stake. */
  readonly validators?: readonly DevName[]
  /** What a chain before this one left. */
  readonly stores?: TestStores
  readonly runtimes?: readonly Runtime[]
  readonly finality?: FinalitySource
  readonly forkChoice?: ForkChoice
  readonly stateOptions?: ChainStateOptions
  readonly verifier?: SignatureVerifier
  readonly poolLimits?: Partial<PoolLimits>
  readonly clock?: FakeClock
  readonly genesis?: (genesis: Genesis) => Genesis
  /** The genesis block that stores which are not empty must have. */
  readonly genesisHash?: Hash
  readonly onListenerError?: (error: unknown) => void
}

/** A whole chain in memory, whose time moves only when told to. */
export class TestChain {
  readonly options: TestChainOptions
  readonly chain: Chain
  readonly blocks: BlockStore
  readonly keeper: StateKeeper
  readonly pool: TransactionPool
  readonly importer: BlockImporter
  readonly builder: BlockBuilder
  readonly signer: TransactionSigner
  readonly clock: FakeClock
  readonly stores: TestStores
  readonly #producers: readonly BlockProducer[]

  private constructor(
    options: TestChainOptions,
    opened: Pick<TestChain, 'chain' | 'blocks' | 'keeper' | 'pool' | 'importer' | 'clock' | 'stores'>,
    keys: readonly ReturnType<typeof devValidatorKey>[],
  ) {
    const { chain, importer, keeper, pool, clock } = opened
    this.options = options
    this.chain = chain
    this.blocks = opened.blocks
    this.keeper = keeper
    this.pool = pool
    this.importer = importer
    this.clock = clock
    this.stores = opened.stores
    this.builder = new BlockBuilder({ chain, importer, keeper, keys })
    this.signer = new TransactionSigner(chain, pool)
    this.#producers = keys.map((key) => new BlockProducer({ chain, importer, keeper, transactions: pool, key, clock }))
  }

  static async open(options: TestChainOptions = {}): Promise<TestChain> {
    const base = options.preset ?? PRESETS.dev
    const preset = { ...base, slotsPerEpoch: options.slotsPerEpoch ?? base.slotsPerEpoch }
    const names = options.validators ?? ['Alice']
    const stores = options.stores ?? { state: new MemoryStore(), blocks: new MemoryStore() }
    const clock = options.clock ?? new FakeClock(TEST_GENESIS_MS)
    const genesis = withValidators(devGenesis(BigInt(TEST_GENESIS_MS), preset), names)
    const { chain, blocks, keeper } = await openChain({
      stateStore: stores.state,
      blockStore: stores.blocks,
      genesis: options.genesis ? options.genesis(genesis) : genesis,
      runtimes: new RuntimeSource(options.runtimes ?? [createRuntime(preset)]),
      forkChoice: options.forkChoice ?? longestChain,
      finality: options.finality ?? twoEpochsBack(preset.slotsPerEpoch),
      genesisHash: options.genesisHash,
      onListenerError: options.onListenerError,
      stateOptions: { verifyChanges: true, ...options.stateOptions },
    })
    const verifier = options.verifier ?? new InlineSignatureVerifier()
    const pool = new TransactionPool({
      chain,
      verifier,
      clock,
      limits: options.poolLimits,
      onListenerError: options.onListenerError,
    })
    const importer = new BlockImporter({ chain, blocks, keeper, clock, verifier, verified: pool })
    return new TestChain(
      options,
      { chain, blocks, keeper, pool, importer, clock, stores },
      names.map((name) => devValidatorKey(name)),
    )
  }

  /** The runtime in force after the best block. */
  get runtime(): Runtime {
    return this.chain.runtimeAt(this.chain.best.hash)
  }

  /** The slot the clock is in. */
  get slot(): Slot {
    return slotAt(this.clock.now(), this.chain.parameters)
  }

  /** Moves the clock to the begin of a slot. */
  enter(slot: Slot): void {
    this.clock.advanceTo(slotStartMs(slot, this.chain.parameters))
  }

  /** Moves on by one slot, or to `slot`, and lets the proposer make its block. */
  async produce(slot: Slot = this.slot + 1n): Promise<BlockNode> {
    this.enter(slot)
    for (const producer of this.#producers) {
      const node = await producer.propose(slot)
      if (node) return node
    }
    throw new Error(`Nobody made a block for slot ${slot}`)
  }

  /** Produces blocks in the next slots, or up to and including `until`. */
  async produceMany(count: number): Promise<BlockNode[]> {
    const nodes: BlockNode[] = []
    while (nodes.length < count) nodes.push(await this.produce())
    return nodes
  }

  /** The chain that another start finds: what was in memory is gone. This one must not be used any more. */
  async reopen(options: TestChainOptions = {}): Promise<TestChain> {
    await this.stop()
    return TestChain.open({ ...this.options, stores: this.stores, clock: this.clock, ...options })
  }

  /** Ends what is under way; the stores stay open. */
  async stop(): Promise<void> {
    this.pool.close()
    await this.importer.close()
  }
}

const withValidators = (genesis: Genesis, names: readonly DevName[]): Genesis => ({
  ...genesis,
  validators: names.map((name) => ({
    account: devAccount(name),
    blsKey: toHex(devValidatorKey(name).publicKey),
    weight: genesis.validators[0].weight,
  })),
})
