import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws'

/** A request as a client sent it. */
export interface ScriptedRequest {
  readonly id: number
  readonly method: string
  readonly params: readonly unknown[]
}

/** Something to be taken out in the order it came, and waited for. */
class Inbox<T> {
  readonly #items: T[] = []
  readonly #takers: ((item: T) => void)[] = []

  put(item: T): void {
    const taker = this.#takers.shift()
    if (taker) taker(item)
    else this.#items.push(item)
  }

  take(): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<T>()
    if (this.#items.length > 0) resolve(this.#items.shift()!)
    else this.#takers.push(resolve)
    return promise
  }
}

/** One client's connection, which says what the test tells it to. */
export class ScriptedConnection {
  readonly #socket: ServerSocket
  readonly #requests = new Inbox<ScriptedRequest>()
  /** Resolved when the client is gone. */
  readonly closed: Promise<unknown>

  constructor(socket: ServerSocket) {
    this.#socket = socket
    this.closed = once(socket, 'close')
    socket.on('message', (data) => this.#requests.put(JSON.parse(String(data))))
  }

  nextRequest(): Promise<ScriptedRequest> {
    return this.#requests.take()
  }

  send(message: object): void {
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', ...message }))
  }

  sendRaw(data: string | Uint8Array): void {
    this.#socket.send(data)
  }

  /** Answers the next request. */
  async answer(result: unknown): Promise<ScriptedRequest> {
    const request = await this.nextRequest()
    this.send({ id: request.id, result })
    return request
  }

  notify(subscription: string | number, result: unknown): void {
    this.send({ method: 'update', params: { subscription, result } })
  }

  /** Ends the connection after what was sent. */
  drop(): void {
    this.#socket.close()
  }
}

/** A node that only a test knows the answers of. */
export class ScriptedNode {
  readonly #server: WebSocketServer
  readonly #connections = new Inbox<ScriptedConnection>()

  /** Listens on a free port, or on that of one that was stopped. */
  static async start(port = 0): Promise<ScriptedNode> {
    const server = new WebSocketServer({ host: '127.0.0.1', port })
    await once(server, 'listening')
    return new ScriptedNode(server)
  }

  private constructor(server: WebSocketServer) {
    this.#server = server
    server.on('connection', (socket) => this.#connections.put(new ScriptedConnection(socket)))
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`
  }

  nextConnection(): Promise<ScriptedConnection> {
    return this.#connections.take()
  }

  async stop(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#server.close(() => resolve())
    await promise
  }
}
