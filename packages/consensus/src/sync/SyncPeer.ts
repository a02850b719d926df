import { type Hash, encode } from '@echochain/codec'
import type { Clock } from '../clock/Clock.ts'
import { type BlockId, PeerMessage, type RequestStart } from '../transport/PeerMessage.ts'
import type { Peer, Transport } from '../transport/Transport.ts'
import { PeerRequests } from './PeerRequests.ts'
import { RecentSet } from './RecentSet.ts'
import { TokenBucket } from './TokenBucket.ts'

/** An honest peer sends a few announcements a slot, and transactions at most 50 times a second. */
const MESSAGES = { capacity: 1_000, perSecond: 200 }
/** What a peer may have of this node's blocks: 30 full blocks of 1 MB a second, faster than they can be executed. */
const SERVED_BYTES = { capacity: 16 * 1024 * 1024, perSecond: 32 * 1024 * 1024 }
/** A transaction may be wrong by accident, signed for a fork that lost for example. */
const BAD_TRANSACTIONS = { capacity: 32, perSecond: 0.2 }
const MAX_KNOWN_TRANSACTIONS = 8_192

/** A peer: what it has, what is asked of it, what it may ask. */
export class SyncPeer {
  readonly connection: Peer
  readonly requests: PeerRequests
  /** Transactions it has sent or been sent. */
  readonly knownTransactions = new RecentSet<Hash>(MAX_KNOWN_TRANSACTIONS)
  readonly messages: TokenBucket
  readonly servedBytes: TokenBucket
  readonly badTransactions: TokenBucket
  /** Its best block, as far as it told; `undefined` before it greets. */
  best: BlockId | undefined
  /** A branch is being fetched from it. */
  isBusy = false
  /** Its best block is too far away to be fetched from the top down. */
  isFar = false
  /** Transactions of it that wait until its best block is here: by that it judged them. */
  heldTransactions: Uint8Array[] = []
  /** Transactions of it that are being verified. */
  verifying = 0
  /** The best block here that it was told of last. */
  toldBest: BlockId | undefined
  /** It was told of the transactions that waited when it came. */
  hasPool = false
  readonly #transport: Transport
  readonly #clock: Clock
  readonly #gone = new AbortController()
  #cancelLater = (): void => {}

  constructor(connection: Peer, transport: Transport, clock: Clock) {
    this.connection = connection
    this.#transport = transport
    this.#clock = clock
    this.requests = new PeerRequests(clock)
    this.messages = new TokenBucket(MESSAGES, clock)
    this.servedBytes = new TokenBucket(SERVED_BYTES, clock)
    this.badTransactions = new TokenBucket(BAD_TRANSACTIONS, clock)
  }

  get address(): string {
    return this.connection.address
  }

  /** Aborted when the connection is over. */
  get gone(): AbortSignal {
    return this.#gone.signal
  }

  /** False when the message will not arrive. */
  send(message: PeerMessage): boolean {
    return this.sendEncoded(encode(PeerMessage, message))
  }

  sendEncoded(message: Uint8Array): boolean {
    return this.#transport.send(this.connection, message)
  }

  /** Asks for blocks. Rejects with a `SyncError`. */
  request(start: RequestStart, count: number): ReturnType<PeerRequests['open']> {
    return this.requests.open((requestId) => this.send({ type: 'Request', value: { requestId, start, count } }))
  }

  /** Calls back once at that time, unless the peer is gone or something else is to be done later. */
  later(timeMs: number, callback: () => void): void {
    this.#cancelLater()
    if (!this.gone.aborted) this.#cancelLater = this.#clock.at(timeMs, callback)
  }

  /** Calls off what was to be done later. */
  cancelLater(): void {
    this.#cancelLater()
  }

  close(): void {
    this.#gone.abort()
    this.#cancelLater()
    this.requests.close()
  }
}
