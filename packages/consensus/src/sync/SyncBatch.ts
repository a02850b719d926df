import type { FetchedBlock } from './BlockIntake.ts'
import type { SyncPeer } from './SyncPeer.ts'

type BatchState =
  | { readonly status: 'awaitingDownload' }
  | { readonly status: 'downloading'; readonly peer: SyncPeer }
  | {
      readonly status: 'awaitingImport' | 'importing'
      readonly peer: SyncPeer
      readonly blocks: readonly FetchedBlock[]
    }
  | { readonly status: 'imported' | 'abandoned' }

/**
 * A range of block numbers on its way into the chain:
 *
 *     awaitingDownload ─startDownload→ downloading ─finishDownload→ awaitingImport ─startImport→ importing
 *            ↑                              │                                                       │
 *            └────────failDownload──────────┘                                         finishImport → imported
 *
 * and from anywhere but `imported` by `abandon` to `abandoned`. A transition from any other state is a fault in this
 * program and throws.
 */
export class SyncBatch {
  readonly from: number
  #state: BatchState = { status: 'awaitingDownload' }

  constructor(from: number) {
    this.from = from
  }

  get status(): BatchState['status'] {
    return this.#state.status
  }

  startDownload(peer: SyncPeer): void {
    this.#expect('awaitingDownload')
    this.#state = { status: 'downloading', peer }
  }

  finishDownload(blocks: readonly FetchedBlock[]): void {
    const { peer } = this.#expect('downloading')
    this.#state = { status: 'awaitingImport', peer, blocks }
  }

  /** It can be downloaded from another peer. */
  failDownload(): void {
    this.#expect('downloading')
    this.#state = { status: 'awaitingDownload' }
  }

  startImport(): { readonly peer: SyncPeer; readonly blocks: readonly FetchedBlock[] } {
    const { peer, blocks } = this.#expect('awaitingImport')
    this.#state = { status: 'importing', peer, blocks }
    return { peer, blocks }
  }

  finishImport(): void {
    this.#expect('importing')
    this.#state = { status: 'imported' }
  }

  abandon(): void {
    if (this.status === 'imported') throw new Error('A batch that was imported cannot be abandoned')
    this.#state = { status: 'abandoned' }
  }

  #expect<S extends BatchState['status']>(status: S): Extract<BatchState, { readonly status: S }> {
    if (this.#state.status !== status) throw new Error(`The batch is ${this.#state.status}, not ${status}`)
    return this.#state as Extract<BatchState, { readonly status: S }>
  }
}
