import type { Clock } from '@echochain/consensus'
import { WebSocket } from 'ws'
import { SOCKET_OPTIONS } from './PeerSocket.ts'

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000
/** A connection that held this long was a good one: after it, the first retry comes soon again. */
const GOOD_CONNECTION_MS = 60_000
const HANDSHAKE_TIMEOUT_MS = 5_000

export interface OutboundLinkListener {
  /** Connected; the link has to be told when the connection is over. */
  onOpen(socket: WebSocket): void
  onFailure(error: Error, retryMs: number): void
}

/** Keeps a connection to one address: connects, and connects again when it is lost, after longer and longer pauses. */
export class OutboundLink {
  readonly url: string
  readonly #clock: Clock
  readonly #listener: OutboundLinkListener
  #retryMs = FIRST_RETRY_MS
  #openedAtMs: number | undefined
  #connecting: WebSocket | undefined
  #cancelRetry = (): void => {}
  #closed = false

  constructor(url: string, clock: Clock, listener: OutboundLinkListener) {
    this.url = url
    this.#clock = clock
    this.#listener = listener
    this.#connect()
  }

  #connect(): void {
    const socket = new WebSocket(this.url, { ...SOCKET_OPTIONS, handshakeTimeout: HANDSHAKE_TIMEOUT_MS })
    this.#connecting = socket
    const onError = (error: Error): void => {
      this.#connecting = undefined
      if (this.#closed) return
      this.#listener.onFailure(error, this.#retryMs)
      this.#retry()
    }
    socket.on('error', onError)
    socket.once('open', () => {
      socket.off('error', onError)
      this.#connecting = undefined
      this.#openedAtMs = this.#clock.now()
      this.#listener.onOpen(socket)
    })
  }

  /** To be called when the connection is over. */
  onLost(): void {
    if (this.#closed) return
    if (this.#clock.now() - this.#openedAtMs! >= GOOD_CONNECTION_MS) this.#retryMs = FIRST_RETRY_MS
    this.#retry()
  }

  #retry(): void {
    this.#cancelRetry = this.#clock.at(this.#clock.now() + this.#retryMs, () => this.#connect())
    this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2)
  }

  /** Makes no more connections; one that stands is not its business. */
  close(): void {
    this.#closed = true
    this.#cancelRetry()
    this.#connecting?.terminate()
  }
}
