import type { AccountId, Hash } from '@echochain/codec'
import type {
  Chain,
  Clock,
  Logger,
  TransactionSource,
  TransactionStatus,
  VerifiedExtrinsics,
} from '@echochain/consensus'

/** What RPC needs of the transaction pool; `TransactionPool` of consensus has it. */
export interface RpcPool extends VerifiedExtrinsics, Pick<TransactionSource, 'reject'> {
  /** Throws `PoolError`, `InvalidTransactionError` or `CodecError`. */
  submit(extrinsic: Uint8Array): Promise<Hash>
  /** Tells how a transaction is doing, beginning with now. Returns a function that ends it. */
  watch(hash: Hash, listener: (status: TransactionStatus) => void): () => void
  pending(): Iterable<{ readonly extrinsic: { readonly bytes: Uint8Array } }>
  nextNonce(account: AccountId): number
  /** `future`: those of the transactions that wait for an earlier nonce. */
  readonly size: { readonly transactions: number; readonly future: number; readonly bytes: number }
}

/** How the node and its network are called. */
export interface RpcIdentity {
  /** Such as "EchoChain Development". */
  readonly chainName: string
  readonly chainType: 'Development' | 'Local' | 'Live'
  /** Name of the implementation; polkadot-api's fallback shows it in place of the chain's. */
  readonly nodeName: string
  readonly nodeVersion: string
}

/** How the node stands in its network, asked each time. */
export interface RpcNetwork {
  readonly peers: number
  readonly isSyncing: boolean
  /** Whether it makes sense to have none, as on a development chain. */
  readonly shouldHavePeers: boolean
}

export type RpcLogger = Pick<Logger, 'warn' | 'error'>

/** Whom RPC asks. */
export interface RpcNode {
  readonly chain: Chain
  readonly pool: RpcPool
  readonly clock: Clock
  readonly logger: RpcLogger
  readonly identity: RpcIdentity
  network(): RpcNetwork
}
