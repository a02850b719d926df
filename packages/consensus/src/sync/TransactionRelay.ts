import { CodecError, encode, type Hash } from '@echochain/codec'
import { extrinsicHash, InvalidTransactionError } from '@echochain/frame'
import type { Clock } from '../clock/Clock.ts'
import type { PooledTransaction } from '../pool/PooledTransaction.ts'
import { PoolError } from '../pool/PoolError.ts'
import type { TransactionPool } from '../pool/TransactionPool.ts'
import { MAX_TRANSACTIONS, PeerMessage } from '../transport/PeerMessage.ts'
import { SyncError } from './SyncError.ts'
import type { SyncPeer } from './SyncPeer.ts'

/** Transactions of this time travel in one message: twenty times cheaper for whoever receives them. */
const GATHER_MS = 20
/** A message takes no further transaction once it holds this much. */
const BATCH_BYTES = 64 * 1024
/** Transactions of one peer that are verified at the same time; more are not taken. */
const MAX_VERIFYING = 2_048
/** What is held of one peer that is ahead, and then some; more are not taken. */
const MAX_HELD = { transactions: 2_048, bytes: 2 * 1024 * 1024 }
/** Of those that wait in the pool a newcomer is told the best paid. */
const MAX_GREETING_TRANSACTIONS = 4_096

type Travelling = Pick<PooledTransaction, 'hash' | 'extrinsic'>

export interface RelayParts {
  readonly pool: TransactionPool
  readonly clock: Clock
  readonly peers: () => Iterable<SyncPeer>
  readonly send: (peer: SyncPeer, encoded: Uint8Array) => void
  readonly onFault: (peer: SyncPeer, error: unknown) => void
}

/** Tells every transaction the pool has taken to all peers that do not know it, and takes theirs in. */
export class TransactionRelay {
  readonly #parts: RelayParts
  readonly #unsubscribe: () => void
  #gathered: Travelling[] = []
  #gatheredBytes = 0
  #cancelFlush: (() => void) | undefined

  constructor(parts: RelayParts) {
    this.#parts = parts
    this.#unsubscribe = parts.pool.onSubmitted.subscribe((transaction) => this.#gather(transaction))
  }

  #gather(transaction: Travelling): void {
    this.#gathered.push(transaction)
    this.#gatheredBytes += transaction.extrinsic.bytes.length
    const { clock } = this.#parts
    if (this.#gatheredBytes >= BATCH_BYTES || this.#gathered.length >= MAX_TRANSACTIONS) this.#flush()
    else this.#cancelFlush ??= clock.at(clock.now() + GATHER_MS, () => this.#flush())
  }

  #flush(): void {
    this.#cancelFlush?.()
    this.#cancelFlush = undefined
    const gathered = this.#gathered
    this.#gathered = []
    this.#gatheredBytes = 0
    for (const peer of this.#parts.peers()) if (peer.hasPool) this.#tell(peer, gathered)
  }

  /** Tells a peer what waits in the pool. From now on it is told of what comes in. */
  greet(peer: SyncPeer): void {
    if (peer.hasPool) return
    peer.hasPool = true
    const waiting: Travelling[] = []
    for (const { hash, extrinsic } of this.#parts.pool.ready() as Iterable<PooledTransaction>)
      if (waiting.push({ hash, extrinsic }) >= MAX_GREETING_TRANSACTIONS) break
    this.#tell(peer, waiting)
  }

  #tell(peer: SyncPeer, transactions: readonly Travelling[]): void {
    let extrinsics: Uint8Array[] = []
    let sizeBytes = 0
    const send = (): void => {
      if (extrinsics.length === 0) return
      this.#parts.send(peer, encode(PeerMessage, { type: 'Transactions', value: { extrinsics } }))
      extrinsics = []
      sizeBytes = 0
    }
    for (const { hash, extrinsic } of transactions) {
      if (peer.knownTransactions.has(hash)) continue
      peer.knownTransactions.add(hash)
      extrinsics.push(extrinsic.bytes)
      sizeBytes += extrinsic.bytes.length
      if (sizeBytes >= BATCH_BYTES || extrinsics.length >= MAX_TRANSACTIONS) send()
    }
    send()
  }

  /**
   * Keeps what a peer sent that is ahead: judged by an older state than the peer's it might look wrong, and be banned.
   */
  hold({ heldTransactions: held }: SyncPeer, extrinsics: readonly Uint8Array[]): void {
    let sizeBytes = held.reduce((sum, { length }) => sum + length, 0)
    for (const bytes of extrinsics) {
      sizeBytes += bytes.length
      if (held.length >= MAX_HELD.transactions || sizeBytes > MAX_HELD.bytes) return
      held.push(bytes)
    }
  }

  /** Takes in what was held of a peer. */
  release(peer: SyncPeer): void {
    this.receive(peer, peer.heldTransactions.splice(0))
  }

  /** Takes in what a peer sent. */
  receive(peer: SyncPeer, extrinsics: readonly Uint8Array[]): void {
    for (const bytes of extrinsics) {
      const hash = extrinsicHash(bytes)
      peer.knownTransactions.add(hash)
      if (this.#parts.pool.find(hash) || peer.verifying >= MAX_VERIFYING) continue
      void this.#submit(peer, hash, bytes)
    }
  }

  async #submit(peer: SyncPeer, hash: Hash, bytes: Uint8Array): Promise<void> {
    peer.verifying++
    try {
      await this.#parts.pool.submit(bytes)
    } catch (error) {
      if (!isForgivable(error)) this.#blame(peer, hash, error)
    } finally {
      peer.verifying--
    }
  }

  #blame(peer: SyncPeer, hash: Hash, error: unknown): void {
    const isPeersFault = error instanceof CodecError || error instanceof InvalidTransactionError
    if (!isPeersFault) this.#parts.onFault(peer, error)
    else if (!peer.badTransactions.spend(1))
      this.#parts.onFault(
        peer,
        new SyncError('BAD_TRANSACTION', `Too many wrong transactions, the last one ${hash}: ${error.message}`, {
          cause: error,
        }),
      )
  }

  close(): void {
    this.#unsubscribe()
    this.#cancelFlush?.()
  }
}

/** Two nodes are never at the same block at the same time: late, early or unaffordable here may be right there. */
const HONEST: ReadonlySet<string> = new Set(['Stale', 'Future', 'Payment', 'AncientBirthBlock', 'ExhaustsResources'])

const isForgivable = (error: unknown): boolean =>
  error instanceof PoolError || (error instanceof InvalidTransactionError && HONEST.has(error.code))
