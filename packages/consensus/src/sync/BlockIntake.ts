import { CodecError, decode, type Hash } from '@echochain/codec'
import { Block, headerHash } from '@echochain/frame'
import { readClaims } from '@echochain/runtime'
import type { Chain } from '../chain/Chain.ts'
import type { Clock } from '../clock/Clock.ts'
import { slotStartMs } from '../clock/SlotTicker.ts'
import type { BlockImporter } from '../import/BlockImporter.ts'
import { ImportError, type ImportErrorCode } from '../import/ImportError.ts'
import type { BlockId } from '../transport/PeerMessage.ts'
import { RecentSet } from './RecentSet.ts'
import { SyncError } from './SyncError.ts'
import { waitUntil } from './waitUntil.ts'

/** A block may come this early, for clocks differ. */
const CLOCK_DISPARITY_MS = 1_000
/** The importer is full: others fill it, so it empties. */
const QUEUE_RETRY_MS = 100
const MAX_BAD_BLOCKS = 1_024

/** Refusals that say nothing about the block that this hash names: its body came wrong. */
const NOT_THE_BLOCK: ReadonlySet<ImportErrorCode> = new Set(['UNDECODABLE_BLOCK', 'TOO_LARGE', 'WRONG_EXTRINSICS_ROOT'])

/** A block from a peer: its header and its hash belong together, nothing else is known about it. */
export interface FetchedBlock extends BlockId {
  readonly block: Block
}

/** A block whose parent is not known: the branch has to be fetched from further down. */
export class UnattachedError extends Error {
  readonly code = 'UNATTACHED'
}

interface IntakeParts {
  readonly chain: Chain
  readonly importer: BlockImporter
  readonly clock: Clock
}

/** Takes blocks of peers into the chain, and says in the words of sync what was wrong with them. */
export class BlockIntake {
  readonly #parts: IntakeParts
  readonly #bad = new RecentSet<Hash>(MAX_BAD_BLOCKS)

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /** Whether it is stored here, on whatever branch. */
  isKnown(hash: Hash): boolean {
    return this.#parts.chain.header(hash) !== undefined
  }

  /** Whether it was found to break a rule. */
  isBad(hash: Hash): boolean {
    return this.#bad.has(hash)
  }

  /**
   * Imports blocks, parents before children; known ones are passed over. All of them are queued at once: on a fork
   * below the kept states, the importer then changes sides once instead of for every block.
   * @returns whether any was new.
   * @throws SyncError `BAD_BLOCK` (its cause says why), `FUTURE_BLOCK`, `CONFLICTING_FINALITY`.
   * @throws UnattachedError when the parent of the first one is not known.
   * @throws ImportError `CLOSED`, and whatever goes wrong here rather than with a block.
   */
  async take(blocks: readonly FetchedBlock[], gone: AbortSignal): Promise<boolean> {
    const unknown = blocks.filter(({ hash }) => !this.isKnown(hash))
    const bad = unknown.findIndex(({ hash }) => this.#bad.has(hash))
    const queued = unknown.slice(0, bad < 0 ? undefined : bad).map((fetched) => {
      const imported = this.#parts.importer.import(fetched.block)
      imported.catch(() => {}) // after one that fails, the others are not looked at
      return { fetched, imported }
    })
    for (const { fetched, imported } of queued) await this.#finish(fetched, imported, gone)
    if (bad >= 0) throw new SyncError('BAD_BLOCK', `Block ${unknown[bad].hash} was refused before`)
    return unknown.length > 0
  }

  async #finish(fetched: FetchedBlock, imported: Promise<unknown>, gone: AbortSignal): Promise<void> {
    for (let attempt = imported; ; attempt = this.#parts.importer.import(fetched.block))
      try {
        await attempt
        return
      } catch (error) {
        if (!(error instanceof ImportError)) throw error
        if (!(await this.#mayRetry(error, fetched, gone))) return
      }
  }

  /** False when the block is there after all. */
  async #mayRetry(error: ImportError, { hash, number, block }: FetchedBlock, gone: AbortSignal): Promise<boolean> {
    const { clock } = this.#parts
    const what = `Block ${number} (${hash})`
    switch (error.code) {
      case 'ALREADY_KNOWN':
        return false
      case 'CLOSED':
        throw error
      case 'QUEUE_FULL':
        await waitUntil(clock, clock.now() + QUEUE_RETRY_MS, gone)
        if (gone.aborted) throw new SyncError('GONE', 'The connection ended')
        return true
      case 'FUTURE_SLOT': {
        const startMs = slotStartMs(readClaims(block.header.digest.logs).claim.slot, this.#parts.chain.parameters)
        if (startMs > clock.now() + CLOCK_DISPARITY_MS || gone.aborted)
          throw new SyncError('FUTURE_BLOCK', `${what} is of a slot that has not begun; is a clock wrong?`, {
            cause: error,
          })
        await waitUntil(clock, startMs, gone)
        return true
      }
      case 'UNKNOWN_PARENT':
        // It came to be known after all, when the parent was queued, too, and had to wait.
        if (this.#parts.chain.node(block.header.parentHash)) return true
        throw new UnattachedError(`The parent of block ${number} (${hash}) is not known`)
      case 'BELOW_FINALIZED':
        throw new SyncError('CONFLICTING_FINALITY', `${what} contradicts what is final`, { cause: error })
      default:
        if (!NOT_THE_BLOCK.has(error.code)) this.#bad.add(hash)
        throw new SyncError('BAD_BLOCK', `${what} breaks a rule: ${error.message}`, { cause: error })
    }
  }
}

/**
 * The blocks of a response, each with its hash.
 * @throws SyncError `BAD_BLOCK`
 */
export function decodeBlocks(blocks: readonly Uint8Array[]): FetchedBlock[] {
  return blocks.map((bytes) => {
    try {
      const block = decode(Block, bytes)
      return { block, number: block.header.number, hash: headerHash(block.header) }
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      const cause = new ImportError('UNDECODABLE_BLOCK', `The block cannot be decoded: ${error.message}`, {
        cause: error,
      })
      throw new SyncError('BAD_BLOCK', cause.message, { cause })
    }
  })
}
