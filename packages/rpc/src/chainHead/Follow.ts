import type { Hash } from '@echochain/codec'
import type { BestChange, BlockNode, Chain, FinalityChange, Signal } from '@echochain/consensus'
import { listen } from '../protocol/listen.ts'
import { RPC_ERROR, RpcError } from '../protocol/RpcError.ts'
import type { RpcLimits } from '../protocol/RpcLimits.ts'
import type { RpcLogger } from '../RpcNode.ts'
import type { FollowEvent } from './FollowEvent.ts'
import { Operations } from './Operations.ts'
import { type RuntimeSpecJson, runtimeSpecJson } from './RuntimeSpecJson.ts'

/** Finalized blocks told of at the begin cover about this time (the specification: "about one minute"). */
const INITIAL_MS = 60_000
const MAX_INITIAL_BLOCKS = 64

export interface FollowOptions {
  readonly chain: Chain
  readonly logger: RpcLogger
  readonly limits: RpcLimits
  /** Whether the client wants to hear of runtimes, and may ask them. */
  readonly withRuntime: boolean
  readonly emit: (event: FollowEvent) => void
  /** The client has been told to stop: nothing comes any more. */
  readonly onStop: () => void
}

/**
 * A client that follows the chain (`chainHead_v1_follow`): it is told of every block, parents first, and each stays
 * readable until the client unpins it. Who pins too much, or for too long, is stopped and may begin again.
 */
export class Follow {
  readonly withRuntime: boolean
  readonly operations: Operations
  readonly #options: FollowOptions
  readonly #pinned = new Map<Hash, { readonly number: number }>()
  readonly #subscriptions: (() => void)[]

  constructor(options: FollowOptions) {
    this.#options = options
    this.withRuntime = options.withRuntime
    this.operations = new Operations(options.limits.maxOperations, options.emit)
    this.#initialize()
    const { onImported, onBest, onFinalized } = options.chain
    this.#subscriptions = [
      this.#listen(onImported, (block) => this.#announce(block)),
      this.#listen(onBest, (change) => this.#followBest(change)),
      this.#listen(onFinalized, (change) => this.#followFinality(change)),
    ]
  }

  /** A client that could not be told something is stopped: it must not be left with a gap. */
  #listen<T>(signal: Signal<T>, tell: (value: T) => void): () => void {
    return listen(signal, this.#options.logger, (value) => {
      try {
        tell(value)
      } catch (error) {
        this.#stop()
        throw error
      }
    })
  }

  get pinnedCount(): number {
    return this.#pinned.size
  }

  #initialize(): void {
    const { chain, emit } = this.#options
    const { finalized, best } = chain
    const wanted = Math.min(MAX_INITIAL_BLOCKS, Math.ceil(INITIAL_MS / chain.parameters.slotMs))
    const hashes: Hash[] = []
    for (let number = Math.max(0, finalized.number - wanted + 1); number < finalized.number; number++) {
      const hash = chain.hashAt(number)!
      hashes.push(hash)
      this.#pinned.set(hash, { number })
    }
    hashes.push(finalized.hash)
    this.#pinned.set(finalized.hash, { number: finalized.number })
    const runtime = this.withRuntime ? { finalizedBlockRuntime: runtimeSpecJson(chain, finalized.hash) } : {}
    emit({ event: 'initialized', finalizedBlockHashes: hashes, ...runtime })
    for (const block of chain.nodes()) if (block !== finalized) this.#announce(block)
    emit({ event: 'bestBlockChanged', bestBlockHash: best.hash })
  }

  #announce(block: BlockNode): void {
    const { hash, number, header } = block
    if (this.#pinned.size >= this.#options.limits.maxPinnedBlocks) return this.#stop()
    this.#pinned.set(hash, { number })
    const runtime = this.withRuntime ? { newRuntime: this.#newRuntime(block) } : {}
    this.#options.emit({ event: 'newBlock', blockHash: hash, parentBlockHash: header.parentHash, ...runtime })
  }

  /** The runtime in force after a block, if the block changed it. */
  #newRuntime({ hash, header }: BlockNode): RuntimeSpecJson | null {
    const changed = header.digest.logs.some(({ type }) => type === 'RuntimeEnvironmentUpdated')
    return changed ? runtimeSpecJson(this.#options.chain, hash) : null
  }

  #followBest({ best }: BestChange): void {
    this.#options.emit({ event: 'bestBlockChanged', bestBlockHash: best.hash })
  }

  #followFinality({ finalized, pruned }: FinalityChange): void {
    const hashesOf = (blocks: readonly BlockNode[]) => blocks.map(({ hash }) => hash)
    this.#options.emit({
      event: 'finalized',
      finalizedBlockHashes: hashesOf(finalized),
      prunedBlockHashes: hashesOf(pruned),
    })
    const deepest = finalized.at(-1)!.number - this.#options.limits.maxPinnedDepth
    for (const { number } of this.#pinned.values()) if (number < deepest) return this.#stop()
  }

  /** Throws `BLOCK_NOT_PINNED`. */
  expectPinned(hash: Hash): void {
    if (!this.#pinned.has(hash))
      throw new RpcError(RPC_ERROR.BLOCK_NOT_PINNED, `Block ${hash} is not pinned by this subscription`)
  }

  /** All of them or, if one is not pinned, none. Throws `BLOCK_NOT_PINNED` or `DUPLICATE_HASHES`. */
  unpin(hashes: readonly Hash[]): void {
    if (new Set(hashes).size < hashes.length)
      throw new RpcError(RPC_ERROR.DUPLICATE_HASHES, 'The same block is to be unpinned twice')
    for (const hash of hashes) this.expectPinned(hash)
    for (const hash of hashes) this.#pinned.delete(hash)
  }

  /** Tells the client that it hears nothing any more. */
  #stop(): void {
    this.#options.emit({ event: 'stop' })
    this.#options.onStop()
  }

  /** Ends everything without another word. */
  close(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    this.operations.close()
    this.#pinned.clear()
  }
}
