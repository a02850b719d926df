import {
  type BlockImporter,
  BlockSync,
  type Chain,
  type Clock,
  type Logger,
  type PeerFault,
  type SyncErrorCode,
  type TransactionPool,
  TransportError,
} from '@echochain/consensus'
import { WebSocketTransport } from './WebSocketTransport.ts'

/** How often the log says how far catching up is. */
const PROGRESS_MS = 5_000
const DEFAULT_PEER_PORT = 30_333
/** More nodes than anybody runs on one machine. */
const PORTS_TRIED = 64

export interface PeersParts {
  readonly chain: Chain
  readonly importer: BlockImporter
  readonly pool: TransactionPool
  readonly clock: Clock
  readonly logger: Logger
  readonly onFatal: (error: Error) => void
}

export interface PeersSettings {
  readonly peerHost: string
  /** 0 takes any free one; `undefined` the first free one from 30333 on. */
  readonly peerPort: number | undefined
  /** A node to follow. */
  readonly syncFrom: string | undefined
}

export interface RunningPeers {
  readonly sync: BlockSync
  readonly port: number
  close(): Promise<void>
}

/** Listens for peers, connects to the one to follow, and keeps the chain in step with all. */
export async function startPeers(parts: PeersParts, settings: PeersSettings): Promise<RunningPeers> {
  const { logger, onFatal } = parts
  const transport = new WebSocketTransport(parts)
  const port = await listenForPeers(transport, settings)
  logger.info(`Other nodes can follow with --sync-from ws://${settings.peerHost}:${port}`)
  const sync = new BlockSync({ ...parts, transport, onFatal: (error) => onFatal(asError(error)) })
  sync.onFault.subscribe((fault) => logFault(fault, logger))
  transport.onConnect.subscribe(({ address }) => logger.debug(`Peer ${address} connected`))
  transport.onDisconnect.subscribe(({ address }) => logger.debug(`Peer ${address} disconnected`))
  transport.onDialFailure.subscribe(({ url, error, retryMs }) =>
    logger.warn(`${url} cannot be reached: ${error.message}; next try in ${retryMs / 1_000} s`),
  )
  const stopProgress = logProgress(sync, parts)
  if (settings.syncFrom !== undefined) transport.dial(settings.syncFrom)
  return {
    sync,
    port,
    close: async () => {
      stopProgress()
      await sync.close()
      await transport.close()
    },
  }
}

/** Several nodes on a machine need no setting. */
async function listenForPeers(transport: WebSocketTransport, { peerHost, peerPort }: PeersSettings): Promise<number> {
  if (peerPort !== undefined) return transport.listen(peerHost, peerPort)
  for (let port = DEFAULT_PEER_PORT; ; port++)
    try {
      return await transport.listen(peerHost, port)
    } catch (error) {
      const isTaken = error instanceof TransportError && error.code === 'PORT_TAKEN'
      if (!isTaken || port >= DEFAULT_PEER_PORT + PORTS_TRIED) throw error
    }
}

/** What anybody can cause by connecting must not fill the log. */
const QUIET: ReadonlySet<SyncErrorCode> = new Set(['BANNED', 'TOO_MANY_PEERS', 'SILENT', 'GONE', 'BUSY'])

function logFault({ peer, error }: PeerFault, logger: Logger): void {
  const { code, consequence } = error
  if (code === 'SILENT' && peer.outbound)
    return logger.warn(`What answers at ${peer.address} does not greet as a node does; is that its peer port?`, {
      code,
    })
  const cause = (error.cause as { readonly code?: string } | undefined)?.code
  const level = QUIET.has(code) ? 'debug' : 'warn'
  logger[level](`Peer ${peer.address}: ${error.message}`, { code, cause, consequence })
}

function logProgress(sync: BlockSync, { chain, clock, logger }: PeersParts): () => void {
  let nextMs = 0
  return chain.onBest.subscribe(({ best }) => {
    const { syncing, target } = sync.status
    if (!syncing || clock.now() < nextMs) return
    nextMs = clock.now() + PROGRESS_MS
    logger.info(`Catching up: block ${best.number} of ${target}`)
  })
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
