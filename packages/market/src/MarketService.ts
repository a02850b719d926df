import type { AccountId } from '@echochain/codec'
import type { Clock, Logger } from '@echochain/consensus'
import { ContentError } from '@echochain/content'
import {
  ContentGateway,
  DEFAULT_GATEWAY_PORT,
  DiskBlobStore,
  UploadDesk,
  type UploadQuota,
} from '@echochain/content/node'
import type { Keypair } from '@echochain/crypto'
import type { DoorOptions } from '@echochain/doors'
import { systemStorage, type Runtime } from '@echochain/frame'
import { createRuntime, PRESETS } from '@echochain/runtime'
import { AudioAnalyser } from './audio/index.ts'
import { join } from 'node:path'
import { AnalysisDesk } from './analysis/AnalysisDesk.ts'
import { type ApiLimits, DEFAULT_API_LIMITS } from './api/ApiLimits.ts'
import { createApi } from './api/createApi.ts'
import { listenApi } from './api/listenApi.ts'
import { AppFiles } from './app/AppFiles.ts'
import { Housekeeping } from './database/Housekeeping.ts'
import { type Database, type DatabasePlace, openDatabase } from './database/openDatabase.ts'
import { rebuildDatabase } from './database/rebuildDatabase.ts'
import { takeDirectory } from './database/takeDirectory.ts'
import { ChainFaucetWallet } from './faucet/ChainFaucetWallet.ts'
import { Faucet } from './faucet/Faucet.ts'
import { FaucetLedger } from './faucet/FaucetLedger.ts'
import type { FaucetRules } from './faucet/FaucetRules.ts'
import { Indexer, type IndexerStatus } from './indexer/Indexer.ts'
import { WebSocketChainSource } from './indexer/node/WebSocketChainSource.ts'
import { readEntries } from './indexer/readStorage.ts'
import { MarketError } from './MarketError.ts'
import { UnusedUploads } from './uploads/UnusedUploads.ts'

export const DEFAULT_API_PORT = 8080

export interface MarketServiceOptions extends Omit<DoorOptions, 'token'> {
  /** The node to follow, such as `ws://127.0.0.1:9944`. */
  readonly nodeUrl: string
  /** Files of samples, and the embedded database. */
  readonly dataDir: string
  /** A PostgreSQL server in place of the embedded database. */
  readonly databaseUrl?: string
  /** Address to listen on; loopback if not given. */
  readonly host?: string
  readonly apiPort?: number
  readonly gatewayPort?: number
  /** Forget what is indexed and read the chain anew. */
  readonly rebuild?: boolean
  /** The built web application, to be served beside the API. */
  readonly appDir?: string
  /** WebSocket addresses of nodes for pages; if not given, that of the node followed, under the name a page was asked by. */
  readonly publicRpcUrls?: readonly string[]
  /** Address of the files for pages; if not given, the gateway's port under the name a page was asked by. */
  readonly publicGatewayUrl?: string
  /** The account the faucet of a development network gives from; without it there is none. */
  readonly faucetKey?: Keypair
  readonly faucetRules?: Partial<FaucetRules>
  /** The runtimes of the chains that can be followed; those of this release if not given. */
  readonly runtimes?: readonly Runtime[]
  readonly limits?: Partial<ApiLimits>
  readonly uploadQuota?: Partial<UploadQuota>
  /** How long an uploaded file is kept that no sample names; a day if not given. */
  readonly uploadGraceMs?: number
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * A market in one process: it follows a node, keeps the index, holds the files of samples, analyses them, and answers
 * over HTTP. Goes on by itself when the node goes away and comes back.
 */
export class MarketService {
  readonly apiPort: number
  readonly gatewayPort: number
  readonly #indexer: Indexer
  readonly #resources: AsyncDisposableStack

  private constructor(
    ports: { readonly apiPort: number; readonly gatewayPort: number },
    indexer: Indexer,
    resources: AsyncDisposableStack,
  ) {
    this.apiPort = ports.apiPort
    this.gatewayPort = ports.gatewayPort
    this.#indexer = indexer
    this.#resources = resources
  }

  /**
   * Resolves when the market answers; that needs the node to have answered once, for which it waits.
   * @throws MarketError `DATABASE_LOCKED` and the like, `WRONG_CHAIN`, `PORT_TAKEN`
   * @throws ContentError `PORT_TAKEN`, `STORE_FAILED`
   */
  static async start(options: MarketServiceOptions): Promise<MarketService> {
    await using resources = new AsyncDisposableStack()
    const { dataDir, clock, logger, host } = options
    resources.defer(takeDirectory(dataDir))
    const place = options.databaseUrl ? { url: options.databaseUrl } : { directory: join(dataDir, 'index') }
    const open = (at: DatabasePlace) =>
      openDatabase(at, ({ message }) => logger.warn('A connection to PostgreSQL was lost', { message }))
    const db = await (options.rebuild ? rebuildDatabase(place, open) : open(place))
    resources.defer(() => db.destroy())
    const store = await DiskBlobStore.open({ path: join(dataDir, 'content') })
    resources.defer(() => store.close())
    const analyses = await AnalysisDesk.open({
      db,
      store,
      analyser: new AudioAnalyser(),
      directory: join(dataDir, 'analysis'),
      clock,
      logger,
    })
    const housekeeping = new Housekeeping(db, logger)
    resources.defer(() => housekeeping.close())
    const runtimes = options.runtimes ?? Object.values(PRESETS).map((preset) => createRuntime(preset))
    const indexer = new Indexer({
      db,
      connect: () => WebSocketChainSource.connect(options.nodeUrl),
      runtimes,
      clock,
      logger,
    })
    resources.defer(() => indexer.stop())
    indexer.onChange.subscribe(({ contents }) => analyses.enqueue(contents))
    if (!options.databaseUrl) indexer.onChange.subscribe(({ blocks }) => housekeeping.noteBlocks(blocks.length))
    const faucet = openFaucet(options, db)
    resources.defer(() => faucet?.close())
    let gatewayPort = options.gatewayPort === 0 ? undefined : (options.gatewayPort ?? DEFAULT_GATEWAY_PORT)
    const { nodeUrl, publicRpcUrls, publicGatewayUrl } = options
    const api = await createApi({
      db,
      indexer,
      analyses,
      faucet,
      app: options.appDir === undefined ? undefined : await loadApp(options.appDir, logger),
      addresses: { nodeUrl, publicRpcUrls, publicGatewayUrl, gatewayPort: () => gatewayPort },
      runtimes,
      clock,
      logger,
      doors: options,
      limits: { ...DEFAULT_API_LIMITS, ...options.limits },
    })
    resources.defer(() => api.close())
    resources.defer(() => analyses.close()) // before the API, which waits for what it answers
    const apiPort = await listenApi(api, { host, port: options.apiPort ?? DEFAULT_API_PORT })
    const genesisHash = await indexer.start()
    const uploads = await UploadDesk.open({
      path: join(dataDir, 'uploads'),
      store,
      genesisHash,
      now: () => clock.now(),
      quota: options.uploadQuota,
      isAllowed: (account) => hasAccount(indexer, account),
    })
    const unused = new UnusedUploads({ db, indexer, uploads, clock, logger, graceMs: options.uploadGraceMs })
    resources.defer(() => unused.close())
    const gateway = new ContentGateway({
      allowedHosts: options.allowedHosts,
      allowedOrigins: options.allowedOrigins,
      store,
      uploads,
      onError: (error) => logger.error('The content gateway failed', { message: (error as Error).message }),
    })
    resources.defer(() => gateway.close())
    const gatewayUrl = await gateway.listen({ host, port: options.gatewayPort ?? DEFAULT_GATEWAY_PORT })
    gatewayPort = Number(new URL(gatewayUrl).port)
    return new MarketService({ apiPort, gatewayPort }, indexer, resources.move())
  }

  get status(): IndexerStatus {
    return this.#indexer.status
  }

  /** Ends what is under way in order, the last opened first. */
  async stop(): Promise<void> {
    await this.#resources.disposeAsync()
  }
}

async function loadApp(directory: string, logger: Logger): Promise<AppFiles | undefined> {
  const app = await AppFiles.load(directory)
  if (!app) logger.warn('The web app is not built: run "npm run app:build"', { directory })
  return app
}

function openFaucet(
  { nodeUrl, faucetKey: keypair, faucetRules: rules, clock, logger }: MarketServiceOptions,
  db: Database,
): Faucet | undefined {
  if (!keypair) return undefined
  const wallet = new ChainFaucetWallet({ nodeUrl, keypair })
  return new Faucet({ ledger: new FaucetLedger(db), wallet, clock, logger, rules })
}

/**
 * Uploads are for those who have something on the chain: accounts that cost nothing could fill the disk.
 * @throws ContentError `BUSY` while the node gives no answer
 */
async function hasAccount(indexer: Indexer, account: AccountId): Promise<boolean> {
  try {
    const { source, status } = indexer
    const at = status.tip?.hash ?? source.genesisHash // nothing is indexed yet on a chain that has just begun
    const [info] = await readEntries(source, at, systemStorage.account, [account])
    return info.providers > 0
  } catch (cause) {
    throw cause instanceof MarketError ? new ContentError('BUSY', cause.message, { cause }) : cause
  }
}
