import type { Clock } from '@echochain/consensus'
import type { ServerResponse } from 'node:http'
import type { IndexChange } from '../../indexer/ChainIndex.ts'
import { ApiError } from '../ApiError.ts'

/** Proxies close what is silent for longer, and a client that has gone is noticed by writing to it. */
const HEARTBEAT_MS = 15_000
/** A client that reads so slowly is let go; it connects again and asks anew for what it shows. */
const MAX_BUFFERED_BYTES = 1024 * 1024

/** Server-sent events (WHATWG HTML, section 9.2) to any number of pages: what changed in the index, as it changes. */
export class ChangeStream {
  readonly #clients = new Set<ServerResponse>()
  readonly #maxClients: number
  readonly #clock: Clock
  #callOff = (): void => {}

  constructor({ maxClients, clock }: { readonly maxClients: number; readonly clock: Clock }) {
    this.#maxClients = maxClients
    this.#clock = clock
    this.#beat()
  }

  /** Takes over a response. Throws ApiError `BUSY` when there are too many. */
  add(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
    if (this.#clients.size >= this.#maxClients)
      throw new ApiError(
        503,
        'BUSY',
        `${this.#maxClients} clients listen already`,
        'Ask for the status from time to time',
      )
    response.writeHead(200, {
      ...headers,
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    })
    response.write('retry: 2000\n\n')
    this.#clients.add(response)
    response.on('close', () => this.#clients.delete(response))
    response.on('error', () => this.#clients.delete(response))
  }

  get clients(): number {
    return this.#clients.size
  }

  send(change: IndexChange): void {
    const data = JSON.stringify({
      best: change.tip,
      finalized: change.finalizedNumber < 0 ? null : change.finalizedNumber,
      retractedTo: change.retractedTo ?? null,
      blocks: change.blocks.map(({ block }) => ({
        number: block.number,
        hash: block.hash,
        author: block.author,
        timestampMs: block.timestamp_ms === null ? null : Number(block.timestamp_ms),
        extrinsics: block.extrinsic_count,
        events: block.event_count,
      })),
      samples: [...change.records.sample],
      licences: [...change.records.licence],
      purchases: [...change.records.purchase],
    })
    this.#write(`event: change\nid: ${change.tip.number}\ndata: ${data}\n\n`)
  }

  close(): void {
    this.#callOff()
    for (const client of this.#clients) client.end()
    this.#clients.clear()
  }

  #beat(): void {
    this.#callOff = this.#clock.at(this.#clock.now() + HEARTBEAT_MS, () => {
      this.#write(':\n\n')
      this.#beat()
    })
  }

  #write(text: string): void {
    for (const client of this.#clients) {
      if (client.writableLength > MAX_BUFFERED_BYTES) client.destroy()
      else client.write(text)
    }
  }
}
