import type { Chain } from '../chain/Chain.ts'
import { MAX_REQUEST_BLOCKS, RESPONSE_BYTES } from '../transport/PeerMessage.ts'
import { type BlockIntake, decodeBlocks, type FetchedBlock, UnattachedError } from './BlockIntake.ts'
import { SyncBatch } from './SyncBatch.ts'
import { SyncError } from './SyncError.ts'
import type { SyncPeer } from './SyncPeer.ts'

/** Steps back grow fourfold: this many reach back 350,000 blocks. */
const MAX_STEPS_BACK = 7

export interface RangeSyncParts {
  readonly chain: Chain
  readonly intake: BlockIntake
  /** Peers far ahead that may be asked now, the best one to ask first. */
  readonly candidates: () => readonly SyncPeer[]
  /** Draws the consequence when an error is a peer's fault; other errors are this node's own. */
  readonly onFault: (peer: SyncPeer, error: unknown) => void
  readonly onBatch: (peer: SyncPeer) => void
  readonly onEnd: () => void
}

/** A batch and its download, which resolves to whether anybody had it. */
interface Download {
  readonly batch: SyncBatch
  readonly done: Promise<boolean>
}

/**
 * Catches up with peers that are far ahead, by number and batch after batch: one is imported while the next one is
 * downloaded. Where a batch does not connect to what is known here, it begins further down.
 */
export class RangeSync {
  readonly #parts: RangeSyncParts
  #running: Promise<void> | undefined
  #closed = false
  #stepsBack = 0

  constructor(parts: RangeSyncParts) {
    this.#parts = parts
  }

  get isActive(): boolean {
    return this.#running !== undefined
  }

  /** Begins, unless it is at work already or there is nobody to ask. */
  wake(): void {
    if (this.#running || this.#closed || this.#parts.candidates().length === 0) return
    this.#running = this.#run().finally(() => {
      this.#running = undefined
      if (!this.#closed) this.#parts.onEnd()
    })
  }

  async #run(): Promise<void> {
    const { chain } = this.#parts
    this.#stepsBack = 0
    let current = this.#begin(chain.best.number + 1)
    while (current && (await current.done) && !this.#closed) {
      const { peer, blocks } = current.batch.startImport()
      const next = this.#begin(blocks.at(-1)!.number + 1)
      const from = await this.#import(current.batch, peer, blocks)
      if (from === undefined) current = next
      else {
        next?.batch.abandon()
        current = this.#begin(from)
      }
    }
    current?.batch.abandon()
  }

  #begin(from: number): Download | undefined {
    const batch = new SyncBatch(from)
    return this.#choose(from) && { batch, done: this.#download(batch) }
  }

  #choose(from: number): SyncPeer | undefined {
    return this.#parts.candidates().find(({ best }) => best!.number >= from)
  }

  /** From the first peer that answers as it should. */
  async #download(batch: SyncBatch): Promise<boolean> {
    for (let peer = this.#choose(batch.from); peer; peer = this.#choose(batch.from)) {
      batch.startDownload(peer)
      try {
        const blocks = await downloadRange(peer, batch.from)
        if (batch.status === 'abandoned') return false
        batch.finishDownload(blocks)
        return true
      } catch (error) {
        this.#parts.onFault(peer, error)
        if (batch.status === 'abandoned' || !(error instanceof SyncError)) return false
        batch.failDownload()
      }
    }
    return false
  }

  /** Returns where to go on if not with the batch after this one. */
  async #import(batch: SyncBatch, peer: SyncPeer, blocks: readonly FetchedBlock[]): Promise<number | undefined> {
    const { chain, intake, onFault, onBatch } = this.#parts
    try {
      if (await intake.take(blocks, peer.gone)) this.#stepsBack = 0
      batch.finishImport()
      onBatch(peer)
      return undefined
    } catch (error) {
      batch.abandon()
      if (error instanceof UnattachedError) return this.#stepBack(batch.from, peer)
      onFault(peer, error)
      return chain.best.number + 1
    }
  }

  #stepBack(from: number, peer: SyncPeer): number {
    const { chain, onFault } = this.#parts
    const lowest = chain.finalized.number + 1
    if (from <= lowest) {
      onFault(peer, new SyncError('CONFLICTING_FINALITY', `The peer's chain does not contain block ${lowest - 1}`))
      return chain.best.number + 1
    }
    if (this.#stepsBack++ >= MAX_STEPS_BACK) {
      onFault(peer, new SyncError('NO_PROGRESS', 'The blocks of the peer never connect to what is known'))
      this.#stepsBack = 0
      return chain.best.number + 1
    }
    return Math.max(lowest, from - MAX_REQUEST_BLOCKS * 4 ** (this.#stepsBack - 1))
  }

  /** Resolved when nothing is under way any more; the peers must be gone by then. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }
}

/** The blocks of a peer's best chain from a number on. @throws SyncError */
async function downloadRange(peer: SyncPeer, from: number): Promise<FetchedBlock[]> {
  const count = Math.min(MAX_REQUEST_BLOCKS, peer.best!.number - from + 1)
  const encoded = await peer.request({ type: 'Number', value: from }, count)
  if (encoded.length === 0 || encoded.length > count)
    throw new SyncError('BAD_RESPONSE', `${encoded.length} blocks instead of ${count}`)
  const blocks = decodeBlocks(encoded)
  for (const [index, { number, block }] of blocks.entries())
    if (number !== from + index || (index > 0 && block.header.parentHash !== blocks[index - 1].hash))
      throw new SyncError('BAD_RESPONSE', `Block ${number} does not follow as block ${from + index}`)
  const sizeBytes = encoded.reduce((sum, { length }) => sum + length, 0)
  if (blocks.length < count && sizeBytes < RESPONSE_BYTES && blocks.at(-1)!.number < peer.best!.number)
    throw new SyncError('SHORT_RESPONSE', `Only ${blocks.length} of ${count} blocks, although more would fit`)
  return blocks
}
