import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Dispatcher } from '../protocol/Dispatcher.ts'
import type { RpcLimits } from '../protocol/RpcLimits.ts'
import { Session, type SessionHost } from '../protocol/Session.ts'
import type { RpcLogger } from '../RpcNode.ts'
import type { FairScheduler, JobLane } from './FairScheduler.ts'
import { RequestDesk } from './RequestDesk.ts'
import type { RpcCounters } from './RpcStats.ts'

/** Close codes of RFC 6455, 7.4.1. */
const GOING_AWAY = 1001
const POLICY_VIOLATION = 1008
/** For a client to take in why it is closed, before the line is cut. */
const CLOSE_GRACE_MS = 2_000

export interface ConnectionParts {
  readonly number: number
  readonly isTrusted: boolean
  readonly limits: RpcLimits
  readonly dispatcher: Dispatcher
  readonly scheduler: FairScheduler
  readonly counters: RpcCounters
  readonly logger: RpcLogger
}

/** One client on a WebSocket. */
export class WebSocketConnection implements SessionHost {
  readonly session: Session
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #parts: ConnectionParts
  readonly #lane: JobLane
  readonly #desk: RequestDesk
  #isAlive = true
  #isClosing = false
  #isCorked = false

  /** `stream` is what `socket` writes to. */
  constructor(socket: WebSocket, stream: Duplex, parts: ConnectionParts) {
    const { limits, scheduler } = parts
    this.#socket = socket
    this.#stream = stream
    this.#parts = parts
    this.#lane = scheduler.createLane(() => socket.bufferedAmount > limits.resumeSendBytes)
    this.session = new Session({ ...parts, host: this })
    this.#desk = new RequestDesk({
      ...parts,
      session: this.session,
      lane: this.#lane,
      reply: (text) => this.send(text),
    })
    socket.on('message', (data: Uint8Array) => this.#take(data))
    socket.on('pong', () => (this.#isAlive = true))
    socket.on('close', () => this.#end())
    socket.on('error', () => socket.terminate()) // a broken frame, a message over the limit, a dead line
  }

  #take(data: Uint8Array): void {
    if (!this.#isClosing) void this.#desk.take(data.toString(), data.length)
  }

  send(text: string): void {
    if (this.#isClosing) return
    this.#parts.counters.sentBytesTotal += text.length
    this.#cork()
    this.#socket.send(text, this.#onSent)
    const { maxUnsentBytes } = this.#parts.limits
    if (this.#socket.bufferedAmount > maxUnsentBytes)
      this.abandon(`More than ${maxUnsentBytes} bytes wait to be read: read faster or subscribe to less`)
  }

  /** What is sent in one turn of the event loop goes out in one system call: they cost more than the answers. */
  #cork(): void {
    if (this.#isCorked) return
    this.#isCorked = true
    this.#stream.cork()
    process.nextTick(() => {
      this.#isCorked = false
      this.#stream.uncork()
    })
  }

  readonly #onSent = (): void => this.#lane.wake()

  schedule(job: () => void): void {
    if (!this.#isClosing) this.#lane.push(job)
  }

  abandon(reason: string): void {
    if (this.#isClosing) return
    this.#parts.counters.abandonedTotal++
    this.#parts.logger.warn('Closed a connection of RPC', { reason })
    this.#close(POLICY_VIOLATION, reason)
  }

  /** Tells the client that the server stops. */
  goAway(): void {
    this.#close(GOING_AWAY, 'The node is shutting down')
  }

  #close(code: number, reason: string): void {
    if (this.#isClosing) return
    this.#socket.close(code, reason)
    this.#end()
    const timer = setTimeout(() => this.#socket.terminate(), CLOSE_GRACE_MS)
    this.#socket.once('close', () => clearTimeout(timer))
  }

  #end(): void {
    this.#isClosing = true
    this.#lane.clear()
    this.session.close()
  }

  /** Cuts the line of a client that has not answered the ping before, else sends one. */
  checkAlive(): void {
    if (!this.#isAlive) return this.#socket.terminate()
    this.#isAlive = false
    this.#socket.ping()
  }
}
