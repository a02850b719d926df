import { encode, type Hash } from '@echochain/codec'
import type { Header } from '@echochain/frame'
import type { Chain } from '../chain/Chain.ts'
import type { Clock } from '../clock/Clock.ts'
import type { BlockImporter } from '../import/BlockImporter.ts'
import { ImportError } from '../import/ImportError.ts'
import type { TransactionPool } from '../pool/TransactionPool.ts'
import type { Signal } from '../Signal.ts'
import { type BlockId, PeerMessage } from '../transport/PeerMessage.ts'
import type { Transport } from '../transport/Transport.ts'
import { BlockIntake, UnattachedError } from './BlockIntake.ts'
import { ByteBudget } from './ByteBudget.ts'
import { fetchBranch } from './fetchBranch.ts'
import { type PeerFault, PeerSet } from './PeerSet.ts'
import { RangeSync } from './RangeSync.ts'
import { SyncError } from './SyncError.ts'
import type { SyncPeer } from './SyncPeer.ts'
import { TransactionRelay } from './TransactionRelay.ts'

/** A peer this far ahead is caught up with by ranges; a nearer one is followed from its best block down. */
const NEAR_BLOCKS = 64
/** When a block has not come from one peer within this time, another one that has it is asked as well. */
const HEDGE_MS = 500
/** Of branches being fetched and imported, of all peers together: a few dozen of the fullest blocks. */
const MAX_BRANCH_BYTES = 64 * 1024 * 1024
/** A peer that knows all the blocks here is told the best one this often, so that it knows where this node is. */
const UNTOLD_BLOCKS = 16

export interface BlockSyncParts {
  readonly chain: Chain
  readonly importer: BlockImporter
  readonly pool: TransactionPool
  readonly transport: Transport
  readonly clock: Clock
  /** Told when this node cannot go on: its disk is full, or the chain needs a runtime it does not have. */
  readonly onFatal: (error: unknown) => void
}

/** How far the node is with its peers. */
export interface SyncStatus {
  readonly peers: number
  /** Whether it is far behind and catching up. */
  readonly syncing: boolean
  /** Highest block that a peer says it has; its own best block if there is none above. */
  readonly target: number
}

/**
 * Keeps the chain and the pool in step with those of the peers: fetches what they have and this node does not, tells
 * them what is new here, and gives them what they ask for. Everything from a peer is checked by the importer; a peer
 * that sends what it should not is left and banned for a while.
 */
export class BlockSync {
  readonly #parts: BlockSyncParts
  readonly #peers: PeerSet
  readonly #intake: BlockIntake
  readonly #range: RangeSync
  readonly #relay: TransactionRelay
  /** Blocks being fetched, and since when. At most one for each peer. */
  readonly #claims = new Map<Hash, number>()
  readonly #branchBudget = new ByteBudget(MAX_BRANCH_BYTES)
  readonly #jobs = new Set<Promise<void>>()
  readonly #unsubscribe: () => void
  #closed = false

  constructor(parts: BlockSyncParts) {
    const { chain, pool, clock } = parts
    this.#parts = parts
    this.#intake = new BlockIntake(parts)
    this.#range = new RangeSync({
      chain,
      intake: this.#intake,
      candidates: () => this.#farPeers(),
      onFault: (peer, error) => this.#fault(peer, error),
      onBatch: (peer) => {
        this.#peers.memory.praise(peer.address)
        this.#announce()
      },
      onEnd: () => {
        this.#announce()
        this.#considerAll()
      },
    })
    this.#relay = new TransactionRelay({
      pool,
      clock,
      peers: () => this.#peers.greeted(),
      send: (peer, encoded) => this.#peers.send(peer, encoded),
      onFault: (peer, error) => this.#fault(peer, error),
    })
    this.#unsubscribe = chain.onBest.subscribe(() => {
      if (!this.#range.isActive) this.#announce()
    })
    this.#peers = new PeerSet(parts, {
      onGreeted: (peer) => {
        this.#announceTo(peer) // the best block may have changed since this node greeted
        this.#consider(peer)
      },
      onAnnounced: (peer, header) => this.#onAnnounced(peer, header),
      onTransactions: (peer, extrinsics) => {
        if (this.#isWanted(peer)) this.#relay.hold(peer, extrinsics)
        else this.#relay.receive(peer, extrinsics)
      },
      onResumed: (peer) => this.#consider(peer),
      onFailure: (error) => this.#fail(error),
    })
  }

  /** What peers did wrong, for the log. */
  get onFault(): Signal<PeerFault> {
    return this.#peers.onFault
  }

  get status(): SyncStatus {
    const greeted = [...this.#peers.greeted()]
    const highest = Math.max(this.#parts.chain.best.number, ...greeted.map(({ best }) => best!.number))
    return { peers: greeted.length, syncing: this.#range.isActive, target: highest }
  }

  /** Whether nothing is being fetched. */
  get isIdle(): boolean {
    return this.#jobs.size === 0 && !this.#range.isActive
  }

  #onAnnounced(peer: SyncPeer, { parentHash }: Header): void {
    const { best } = peer
    if (this.#intake.isBad(best!.hash) || this.#intake.isBad(parentHash))
      throw new SyncError('BAD_BLOCK', `Block ${best!.number} (${best!.hash}) was refused before`)
    this.#consider(peer)
  }

  #considerAll(): void {
    for (const peer of this.#peers.greeted()) this.#consider(peer)
  }

  /** Decides whether there is anything to fetch from a peer, and how. */
  #consider(peer: SyncPeer): void {
    if (this.#closed || peer.isBusy || !this.#peers.isAvailable(peer)) return
    const target = peer.best!
    if (!this.#isWanted(peer)) {
      if (this.#intake.isKnown(target.hash)) peer.isFar = false
      this.#relay.release(peer)
      if (this.#isNear(target)) this.#relay.greet(peer)
      return
    }
    if (this.#isFar(peer)) return this.#range.wake()
    const { clock } = this.#parts
    const claimedMs = this.#claims.get(target.hash)
    if (claimedMs !== undefined && clock.now() < claimedMs + HEDGE_MS)
      return peer.later(claimedMs + HEDGE_MS, () => this.#consider(peer))
    this.#claims.set(target.hash, clock.now())
    peer.isBusy = true
    const job = this.#follow(peer, target)
      .catch((error: unknown) => this.#fault(peer, error))
      .finally(() => {
        this.#jobs.delete(job)
        this.#claims.delete(target.hash)
        peer.isBusy = false
        this.#consider(peer)
      })
    this.#jobs.add(job)
  }

  /** Blocks that are final, and long branches that cannot become the best, are not. */
  #isWanted({ best, isFar }: SyncPeer): boolean {
    const { chain } = this.#parts
    return best!.number > (isFar ? chain.best : chain.finalized).number && !this.#intake.isKnown(best!.hash)
  }

  #isNear({ number }: BlockId): boolean {
    return Math.abs(number - this.#parts.chain.best.number) <= NEAR_BLOCKS
  }

  #isFar({ best, isFar }: SyncPeer): boolean {
    return isFar || best!.number > this.#parts.chain.best.number + NEAR_BLOCKS
  }

  /** Fetches the branch of a peer's best block and imports it. */
  async #follow(peer: SyncPeer, target: BlockId): Promise<void> {
    const intake = this.#intake
    const budget = this.#branchBudget
    using share = budget.open()
    const branch = await fetchBranch(peer, target, { chain: this.#parts.chain, intake, budget, share })
    if (branch) {
      await intake.take(branch, peer.gone)
      this.#peers.memory.praise(peer.address)
    } else peer.isFar = true
  }

  /** Whom to ask for ranges: the well-behaved, the chosen, the furthest ahead first. */
  #farPeers(): SyncPeer[] {
    const { memory } = this.#peers
    const isFar = this.#range.isActive
      ? (peer: SyncPeer) => this.#isWanted(peer) && peer.best!.number > this.#parts.chain.best.number
      : (peer: SyncPeer) => this.#isWanted(peer) && this.#isFar(peer)
    return [...this.#peers.greeted()]
      .filter((peer) => isFar(peer) && this.#peers.isAvailable(peer))
      .sort(
        (a, b) =>
          memory.strikes(a.address) - memory.strikes(b.address) ||
          Number(b.connection.outbound) - Number(a.connection.outbound) ||
          b.best!.number - a.best!.number,
      )
  }

  /** Tells the best block to all who do not have it. */
  #announce(): void {
    const message = this.#announcement()
    for (const peer of this.#peers.greeted()) this.#announceTo(peer, message)
  }

  /** Who has this block or a higher one is not told of it, unless its picture of this node has become too old. */
  #announceTo(peer: SyncPeer, message = this.#announcement()): void {
    const { number, hash } = this.#parts.chain.best
    const told = peer.toldBest!
    const isNews = peer.best!.number <= number && peer.best!.hash !== hash && told.hash !== hash
    if (!isNews && number - told.number < UNTOLD_BLOCKS) return
    peer.toldBest = { number, hash }
    this.#peers.send(peer, message)
  }

  #announcement(): Uint8Array {
    return encode(PeerMessage, { type: 'Announce', value: { header: this.#parts.chain.best.header } })
  }

  #fault(peer: SyncPeer, error: unknown): void {
    if (error instanceof SyncError) return this.#peers.fault(peer, error)
    if (error instanceof UnattachedError) return // what was known is final or pruned by now
    this.#fail(error)
  }

  #fail(error: unknown): void {
    const isShuttingDown = this.#closed || (error instanceof ImportError && error.code === 'CLOSED')
    if (isShuttingDown) return
    this.#closed = true
    this.#parts.onFatal(error)
  }

  /** Leaves all peers; resolved when nothing is under way any more. */
  async close(): Promise<void> {
    this.#closed = true
    this.#unsubscribe()
    this.#relay.close()
    this.#peers.close()
    await this.#range.close()
    await Promise.all(this.#jobs)
  }
}
