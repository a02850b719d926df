import { join } from 'node:path'
import { toHex } from '@echochain/codec'
import {
  BlockImporter,
  BlockProducer,
  type BlockSync,
  type Chain,
  ChainError,
  type Clock,
  type Logger,
  slotAt,
  SlotTicker,
  TransactionPool,
} from '@echochain/consensus'
import { type BlsSecretKey, cryptoBackend } from '@echochain/crypto'
import { WorkerSignatureVerifier } from '@echochain/crypto/node'
import type { Runtime } from '@echochain/frame'
import { loadToken, type RpcIdentity, type RpcNetwork, RpcServer } from '@echochain/rpc'
import { consensusStorage, devGenesis, devValidatorKey, type Genesis, type Preset, PRESETS } from '@echochain/runtime'
import { StateError } from '@echochain/state'
import { type NodeSettings, validatorOf } from './config/nodeSettings.ts'
import { ConfigError } from './config/ConfigError.ts'
import { listOf } from './config/settings.ts'
import { chainFolder } from './dataFolders.ts'
import type { NodeStatus } from './NodeStatus.ts'
import { openNodeChain } from './openNodeChain.ts'
import { learnGenesis } from './peers/learnGenesis.ts'
import { startPeers } from './peers/startPeers.ts'
import { SlotWatch } from './timing/SlotWatch.ts'
import { processStopwatch, StallAlarm } from './timing/StallAlarm.ts'
import { versions } from './version.ts'

/** How often the machine's clock is compared with the chain. */
const COMPARE_CLOCK_MS = 10_000

export interface NodeParts {
  readonly clock: Clock
  readonly logger: Logger
  /** Told once when the node cannot go on; it has to be stopped then. */
  readonly onFatal: (error: Error) => void
  /** Runtimes besides this release's own, to rehearse upgrades. */
  readonly futureRuntimes?: readonly Runtime[]
}

/** One node: chain, pool, RPC and, with a validator's key, block production, put together in one process. */
export class EchoNode {
  readonly chain: Chain
  readonly pool: TransactionPool
  readonly rpc: RpcServer
  readonly sync: BlockSync
  /** Where other nodes connect to. */
  readonly peerPort: number
  readonly #clock: Clock
  readonly #resources: AsyncDisposableStack

  private constructor(
    { chain, pool, rpc, sync, peerPort }: Pick<EchoNode, 'chain' | 'pool' | 'rpc' | 'sync' | 'peerPort'>,
    clock: Clock,
    resources: AsyncDisposableStack,
  ) {
    this.chain = chain
    this.pool = pool
    this.rpc = rpc
    this.sync = sync
    this.peerPort = peerPort
    this.#clock = clock
    this.#resources = resources
  }

  /**
   * Opens or begins the chain in the data folder and starts serving.
   * @throws ConfigError when the settings contradict each other.
   * @throws StateError `LOCKED` when another process uses the folder, `WRONG_FORMAT` when it is another version's.
   * @throws RpcServerError or TransportError `PORT_TAKEN` when a port is taken.
   * @throws TransportError `UNREACHABLE`, ChainError `WRONG_GENESIS` when a new chain cannot begin as the one it is to
   * follow did.
   */
  static async start(
    settings: NodeSettings,
    { clock, logger, onFatal, futureRuntimes = [] }: NodeParts,
  ): Promise<EchoNode> {
    const validator = validatorOf(settings)
    await using resources = new AsyncDisposableStack()
    const onListenerError = (error: unknown) => logger.error('A listener of the chain failed', { error })
    const { chain, blocks, keeper } = await openNodeChain(resources, settings, {
      clock,
      logger,
      futureRuntimes,
      onListenerError,
      genesis: chooseGenesis(settings, { clock, logger }),
    })
    const slots = new SlotWatch(chain.parameters, logger)
    const compareClock = () => slots.compare(clock.now(), chain.best.slot)
    compareClock()
    resources.defer(processStopwatch.every(COMPARE_CLOCK_MS, compareClock))
    const stalls = new StallAlarm(logger)
    resources.defer(() => stalls.stop())
    const verifier = new WorkerSignatureVerifier({
      onWorkerLost: (error) => logger.error('A signature worker was lost', { error }),
    })
    resources.defer(() => verifier.close())
    const pool = new TransactionPool({ chain, verifier, clock, onListenerError })
    resources.defer(() => pool.close())
    const importer = new BlockImporter({ chain, blocks, keeper, clock, verifier, verified: pool })
    resources.defer(() => importer.close())
    if (validator !== undefined) {
      expectNativeCrypto()
      const key = devValidatorKey(validator)
      if (!isValidator(chain, key)) logger.warn(`${validator} is no validator of this chain: this node makes no blocks`)
      const producer = new BlockProducer({ chain, importer, keeper, transactions: pool, key, clock })
      const ticker = new SlotTicker(chain.parameters, clock, (slot) => {
        slots.onSlot(slot)
        producer.propose(slot).catch((error: Error) => reportProductionFailure(error, slot, logger, onFatal))
      })
      resources.defer(() => ticker.stop())
    }
    const peers = await startPeers({ chain, importer, pool, clock, logger, onFatal }, settings)
    resources.defer(() => peers.close())
    const { sync, port: peerPort } = peers
    const rpc = await RpcServer.start({
      node: { chain, pool, clock, logger, identity: identityOf(settings), network: () => networkOf(sync, settings) },
      host: settings.rpcHost,
      ports: settings.rpcPort === 0 ? [0] : [settings.rpcPort, settings.rpcPort + 1],
      allowedOrigins: listOf(settings.rpcAllowOrigins),
      allowedHosts: listOf(settings.rpcAllowHosts),
      token: await loadToken(join(chainFolder(settings), 'rpc-token')),
    })
    resources.defer(() => rpc.close())
    return new EchoNode({ chain, pool, rpc, sync, peerPort }, clock, resources.move())
  }

  get status(): NodeStatus {
    const { best, finalized, parameters } = this.chain
    return {
      slot: slotAt(this.#clock.now(), parameters),
      best: { number: best.number, hash: best.hash },
      finalized: { number: finalized.number, hash: finalized.hash },
      pool: this.pool.size.transactions,
      peers: this.sync.status.peers,
    }
  }

  /** Stops in the reverse order of starting. What was imported is on disk already. */
  async stop(): Promise<void> {
    await this.#resources.disposeAsync()
  }
}

/** A chain that has begun goes on; a new one begins now, or as the chain of the node to follow did. */
const chooseGenesis =
  ({ syncFrom }: NodeSettings, parts: Pick<NodeParts, 'clock' | 'logger'>) =>
  (preset: Preset, isNew: boolean): Genesis | Promise<Genesis> =>
    isNew && syncFrom !== undefined
      ? learnGenesis(syncFrom, preset, parts)
      : devGenesis(BigInt(parts.clock.now()), preset)

/** A development network may well consist of one node. */
function networkOf(sync: BlockSync, { syncFrom }: NodeSettings): RpcNetwork {
  const { peers, syncing } = sync.status
  return { peers, isSyncing: syncing, shouldHavePeers: syncFrom !== undefined }
}

const identityOf = ({ chain }: NodeSettings): RpcIdentity => ({
  chainName: PRESETS[chain].title,
  chainType: chain === 'dev' ? 'Development' : 'Local',
  nodeName: 'EchoChain Node',
  nodeVersion: versions.echochain,
})

const isValidator = (chain: Chain, { publicKey }: BlsSecretKey): boolean =>
  chain
    .nextContext(chain.best.hash)
    .get(consensusStorage.validators)
    .some(({ blsKey }) => blsKey === toHex(publicKey))

/** Rules for signatures are one library's: a node that runs on a fallback follows, but does not validate. */
function expectNativeCrypto(): void {
  if (cryptoBackend() === 'native') return
  throw new ConfigError(
    'The native cryptography could not be loaded, so this node must not validate: use --validator none',
  )
}

/** A block that could not be made is a pity; a runtime that is missing, or a disk that is full, is the end. */
function reportProductionFailure(error: Error, slot: bigint, logger: Logger, onFatal: (error: Error) => void): void {
  if (error instanceof ChainError || error instanceof StateError) return onFatal(error)
  logger.error(`No block for slot ${slot}: ${error.message}`, { stack: error.stack })
}
