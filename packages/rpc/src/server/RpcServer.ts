import { type DoorOptions, Doors } from '@echochain/doors'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { METHODS } from '../methods.ts'
import { selfDescription } from '../openrpc/selfDescription.ts'
import { Dispatcher } from '../protocol/Dispatcher.ts'
import { DEFAULT_RPC_LIMITS, type RpcLimits } from '../protocol/RpcLimits.ts'
import type { RpcDeclaration } from '../protocol/RpcMethod.ts'
import type { RpcNode } from '../RpcNode.ts'
import { FairScheduler } from './FairScheduler.ts'
import { HttpDesk, sendText } from './HttpDesk.ts'
import { RpcServerError } from './RpcServerError.ts'
import { createCounters, type RpcStats } from './RpcStats.ts'
import { WebSocketConnection } from './WebSocketConnection.ts'

export const DEFAULT_RPC_PORT = 9944

/** Connections beyond the limit that are still told why they are turned away. */
const TOLD_CONNECTIONS = 64
/** How long requests under way may go on when the server closes. */
const CLOSE_GRACE_MS = 2_000
const MAX_HEADER_BYTES = 16 * 1024
const HEADERS_TIMEOUT_MS = 10_000
/** How often Node looks for requests that take too long: by itself only every 30 seconds. */
const CHECK_TIMEOUTS_MS = 1_000

export interface RpcServerOptions extends DoorOptions {
  readonly node: RpcNode
  readonly host?: string
  /** Each answers HTTP and WebSocket; 0 takes a free one. */
  readonly ports?: readonly number[]
  readonly limits?: Partial<RpcLimits>
  /** Methods beside those every node has. */
  readonly extraMethods?: readonly RpcDeclaration[]
  /** Prefixes that `rpc_methods` leaves out, so that clients take their other path: for tests. */
  readonly hiddenMethods?: readonly string[]
}

/** Answers JSON-RPC 2.0 over HTTP and WebSocket on the same ports. Listens on loopback unless told otherwise. */
export class RpcServer {
  readonly #doors: Doors
  readonly #limits: RpcLimits
  readonly #node: RpcNode
  readonly #dispatcher: Dispatcher
  readonly #scheduler = new FairScheduler()
  readonly #counters = createCounters()
  readonly #http: HttpDesk
  readonly #upgrader: WebSocketServer
  readonly #servers: Server[] = []
  readonly #sockets = new Set<Socket>()
  readonly #connections = new Set<WebSocketConnection>()
  readonly #pinging: NodeJS.Timeout
  #sessions = 0

  /** @throws RpcServerError `PORT_TAKEN` */
  static async start(options: RpcServerOptions): Promise<RpcServer> {
    const server = new RpcServer(options)
    try {
      for (const port of options.ports ?? [DEFAULT_RPC_PORT]) await server.#listen(options.host ?? '127.0.0.1', port)
      return server
    } catch (error) {
      await server.close()
      throw error
    }
  }

  private constructor(options: RpcServerOptions) {
    const { node, limits, extraMethods = [], hiddenMethods: hidden = [] } = options
    this.#node = node
    this.#doors = new Doors(options)
    this.#limits = { ...DEFAULT_RPC_LIMITS, ...limits }
    const declarations = [...METHODS, ...extraMethods]
    const own = selfDescription({ declarations, hidden, version: node.identity.nodeVersion })
    this.#dispatcher = new Dispatcher([...declarations, ...own], node)
    this.#upgrader = new WebSocketServer({ noServer: true, maxPayload: this.#limits.maxMessageBytes })
    this.#http = new HttpDesk({
      node,
      doors: this.#doors,
      limits: this.#limits,
      dispatcher: this.#dispatcher,
      scheduler: this.#scheduler,
      counters: this.#counters,
      nextNumber: () => ++this.#sessions,
    })
    this.#pinging = setInterval(() => {
      for (const connection of this.#connections) connection.checkAlive()
    }, this.#limits.pingIntervalMs)
    this.#pinging.unref()
  }

  async #listen(host: string, port: number): Promise<void> {
    const { requestTimeoutMs } = this.#limits
    const server = createServer({
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeoutMs),
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(CHECK_TIMEOUTS_MS, requestTimeoutMs),
    })
    server.on('connection', (socket) => this.#admit(socket))
    server.on('request', (request, response) => void this.#answer(request, response))
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
    try {
      server.listen(port, host)
      await once(server, 'listening')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      throw new RpcServerError('PORT_TAKEN', `Port ${port} on ${host} is taken; choose another with --rpc-port`, {
        cause: error,
      })
    }
    this.#servers.push(server)
  }

  /** The ports it listens on, in the order they were asked for. */
  get ports(): number[] {
    return this.#servers.map((server) => (server.address() as AddressInfo).port)
  }

  #admit(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    if (this.#sockets.size <= this.#limits.maxConnections + TOLD_CONNECTIONS) return
    this.#counters.refusedTotal++
    socket.destroy()
  }

  /** Why a request is turned away; undefined if it is let in. */
  #refusalOf({ headers }: IncomingMessage): { readonly status: number; readonly reason: string } | undefined {
    const refusal = this.#isFull()
      ? { status: 503, reason: `This server has ${this.#limits.maxConnections} connections; try again later` }
      : this.#doors.refusalOf(headers)
    if (refusal) this.#counters.refusedTotal++
    return refusal
  }

  #isFull(): boolean {
    return this.#sockets.size > this.#limits.maxConnections
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.#refusalOf(request)
    if (refusal) {
      response.setHeader('Connection', 'close')
      return sendText(response, refusal.status, refusal.reason)
    }
    try {
      await this.#http.handle(request, response)
    } catch (error) {
      if (response.destroyed) return // the client is gone
      this.#node.logger.error('An HTTP request to RPC failed', { error })
      response.destroy()
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refusalOf(request)
    if (refusal) return refuseUpgrade(socket, refusal.status, refusal.reason)
    const isTrusted = this.#doors.isTrusted(request.headers.authorization)
    this.#upgrader.handleUpgrade(request, socket, head, (webSocket) => {
      this.#counters.connectionsTotal++
      const connection = new WebSocketConnection(webSocket, socket, {
        number: ++this.#sessions,
        isTrusted,
        limits: this.#limits,
        dispatcher: this.#dispatcher,
        scheduler: this.#scheduler,
        counters: this.#counters,
        logger: this.#node.logger,
      })
      this.#connections.add(connection)
      webSocket.on('close', () => this.#connections.delete(connection))
    })
  }

  /** Counters since the start, and what is open now. */
  stats(): RpcStats {
    let subscriptions = 0
    let follows = 0
    let pinnedBlocks = 0
    for (const { session } of this.#connections) {
      subscriptions += session.subscriptionCount
      follows += session.follows.size
      for (const follow of session.follows.values()) pinnedBlocks += follow.pinnedCount
    }
    const counters = { ...this.#counters, errorsTotal: { ...this.#counters.errorsTotal } }
    return { ...counters, connections: this.#sockets.size, subscriptions, follows, pinnedBlocks }
  }

  /** Takes no more connections, tells those there are, and waits until they are gone: two seconds at most. */
  async close(): Promise<void> {
    clearInterval(this.#pinging)
    for (const connection of this.#connections) connection.goAway()
    const timer = setTimeout(() => this.#sockets.forEach((socket) => socket.destroy()), CLOSE_GRACE_MS)
    await Promise.all(
      this.#servers.map((server) => {
        const { promise, resolve } = Promise.withResolvers<void>()
        server.close(() => resolve())
        server.closeIdleConnections()
        return promise
      }),
    )
    clearTimeout(timer)
  }
}

/** A WebSocket that is not let in is answered like any HTTP request. */
function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(reason) + 1}\r\n\r\n${reason}\n`,
  )
}
