import type { Clock } from '../clock/Clock.ts'
import type { MessageOf, RefuseReason } from '../transport/PeerMessage.ts'
import { RecentSet } from './RecentSet.ts'
import { SyncError } from './SyncError.ts'

/** Within this a peer has sent {@link RESPONSE_BYTES} over a line of 5 Mbit/s. */
export const REQUEST_TIMEOUT_MS = 10_000
/** Requests given up that may still be answered. */
const MAX_GIVEN_UP = 16

type Blocks = MessageOf<'Blocks'>['blocks']

interface Open {
  readonly resolve: (blocks: Blocks) => void
  readonly reject: (error: SyncError) => void
  readonly cancelTimeout: () => void
}

/** What was asked of one peer and is not answered yet. */
export class PeerRequests {
  readonly #clock: Clock
  readonly #open = new Map<number, Open>()
  readonly #givenUp = new RecentSet<number>(MAX_GIVEN_UP)
  /** Request id 0 means the connection itself. */
  #lastId = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Rejects with a `SyncError`: `TIMEOUT`, `NOT_FOUND`, `GONE`, or `BUSY`, also where `send` says that it could not. */
  open(send: (requestId: number) => boolean): Promise<Blocks> {
    const id = ++this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<Blocks>()
    const cancelTimeout = this.#clock.at(this.#clock.now() + REQUEST_TIMEOUT_MS, () => {
      this.#open.delete(id)
      this.#givenUp.add(id)
      reject(new SyncError('TIMEOUT', `No answer within ${REQUEST_TIMEOUT_MS} ms`))
    })
    this.#open.set(id, { resolve, reject, cancelTimeout })
    if (!send(id)) this.refuse(id, 'Busy')
    return promise
  }

  /** @throws SyncError `UNSOLICITED` */
  answer({ requestId, blocks }: MessageOf<'Blocks'>): void {
    this.#take(requestId)?.resolve(blocks)
  }

  /** @throws SyncError `UNSOLICITED` */
  refuse(requestId: number, reason: RefuseReason): void {
    const code = reason === 'Busy' ? 'BUSY' : 'NOT_FOUND'
    this.#take(requestId)?.reject(new SyncError(code, `The peer does not answer: ${reason}`))
  }

  /** `undefined` for an answer that comes too late. */
  #take(id: number): Open | undefined {
    const open = this.#open.get(id)
    if (!open && !this.#givenUp.has(id)) throw new SyncError('UNSOLICITED', `Request ${id} was never made`)
    this.#open.delete(id)
    open?.cancelTimeout()
    return open
  }

  close(): void {
    for (const { reject, cancelTimeout } of this.#open.values()) {
      cancelTimeout()
      reject(new SyncError('GONE', 'The connection ended'))
    }
    this.#open.clear()
  }
}
