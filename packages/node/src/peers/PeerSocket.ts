import {
  type Clock,
  MAX_MESSAGE_BYTES,
  MAX_SEND_BUFFER_BYTES,
  type Peer,
  validateMessageLength,
} from '@echochain/consensus'
import { WebSocket } from 'ws'

/** A connection on which nothing came between two pings is dead: the machine or the line on the other side is gone. */
const PING_INTERVAL_MS = 15_000
const CLOSE_TIMEOUT_MS = 2_000

/** What both sides of a connection have in common. Nothing is compressed: blocks hardly shrink, and it costs time. */
export const SOCKET_OPTIONS = {
  maxPayload: MAX_MESSAGE_BYTES,
  perMessageDeflate: false,
  closeTimeout: CLOSE_TIMEOUT_MS,
}

export interface PeerSocketListener {
  onMessage(bytes: Uint8Array): void
  /** Told once, whoever ended it. */
  onEnd(): void
}

/** A WebSocket that carries the messages of one peer: binary, of bounded length, with a bound on what waits. */
export class PeerSocket {
  readonly peer: Peer
  /** Resolved when the socket is gone for good. */
  readonly closed: Promise<void>
  readonly #socket: WebSocket
  readonly #clock: Clock
  readonly #listener: PeerSocketListener
  #cancelPing = (): void => {}
  #isAlive = true
  #isOver = false

  constructor(socket: WebSocket, peer: Peer, clock: Clock, listener: PeerSocketListener) {
    this.peer = peer
    this.#socket = socket
    this.#clock = clock
    this.#listener = listener
    const { promise, resolve } = Promise.withResolvers<void>()
    this.closed = promise
    socket.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary))
    socket.on('pong', () => (this.#isAlive = true))
    socket.on('error', () => socket.terminate()) // a frame against the rules, or over the limit
    socket.on('close', () => {
      this.#end()
      resolve()
    })
    this.#schedulePing()
  }

  send(bytes: Uint8Array): boolean {
    validateMessageLength(bytes)
    if (this.#isOver || this.#socket.readyState !== WebSocket.OPEN) return false
    if (this.#socket.bufferedAmount + bytes.length > MAX_SEND_BUFFER_BYTES) return false
    this.#socket.send(bytes.slice())
    return true
  }

  /** Ends the connection once all is sent that waits. */
  close(): void {
    this.#end()
    this.#socket.close()
  }

  #receive(data: Buffer, isBinary: boolean): void {
    this.#isAlive = true
    if (this.#isOver) return
    if (isBinary) this.#listener.onMessage(new Uint8Array(data.buffer, data.byteOffset, data.length))
    else this.#socket.terminate()
  }

  #schedulePing(): void {
    this.#cancelPing = this.#clock.at(this.#clock.now() + PING_INTERVAL_MS, () => {
      if (!this.#isAlive) return this.#socket.terminate()
      this.#isAlive = false
      if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping()
      this.#schedulePing()
    })
  }

  #end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#cancelPing()
    this.#listener.onEnd()
  }
}
