import { MarketError } from '../../MarketError.ts'

/** What a node's answer may at most be: a full block of the largest preset as hexadecimal JSON, several times over. */
const MAX_MESSAGE_CHARACTERS = 64 * 1024 * 1024
/** Requests in flight; nodes bound them as well. */
const MAX_IN_FLIGHT = 32

export interface JsonRpcSocketOptions {
  /** After this long without an answer the connection is given up. */
  readonly requestTimeoutMs?: number
}

interface Answering {
  readonly method: string
  readonly resolve: (result: unknown) => void
  readonly reject: (error: MarketError) => void
}
interface Request extends Answering {
  readonly params: readonly unknown[]
}
interface Pending extends Answering {
  readonly timer: NodeJS.Timeout
}

/** The error a node answered with. */
export class RpcError extends MarketError {
  readonly rpcCode: number
  constructor(method: string, error: { readonly code: number; readonly message: string }) {
    super('NODE_REFUSED', `The node refused ${method}: ${error.message} (${error.code})`)
    this.rpcCode = error.code
  }
}

/** JSON-RPC 2.0 over one WebSocket connection. Once it is closed, it stays closed. */
export class JsonRpcSocket {
  readonly #socket: WebSocket
  readonly #requestTimeoutMs: number
  readonly #pending = new Map<number, Pending>()
  /** Bounded by the indexer, which asks for few blocks at a time, and by the API's limit on requests. */
  readonly #waiting: Request[] = []
  readonly #subscribers = new Map<string | number, (result: unknown) => void>()
  readonly #closed = Promise.withResolvers<Error | undefined>()
  #nextId = 1
  #failure: MarketError | undefined

  private constructor(socket: WebSocket, { requestTimeoutMs = 30_000 }: JsonRpcSocketOptions) {
    this.#socket = socket
    this.#requestTimeoutMs = requestTimeoutMs
    socket.addEventListener('message', ({ data }) => this.#onMessage(data))
    socket.addEventListener('close', ({ code, reason }) => {
      this.#fail(new MarketError('NODE_UNREACHABLE', `The node closed the connection (${code} ${reason})`.trimEnd()))
    })
    socket.addEventListener('error', () =>
      this.#fail(new MarketError('NODE_UNREACHABLE', 'The connection to the node broke')),
    )
  }

  /** Throws MarketError `NODE_UNREACHABLE`. */
  static async connect(url: string, options: JsonRpcSocketOptions = {}): Promise<JsonRpcSocket> {
    const unreachable = (cause: unknown) =>
      new MarketError('NODE_UNREACHABLE', `No node answers at ${url}; start one, or name another with --node-url`, {
        cause,
      })
    const opened = Promise.withResolvers<void>()
    let socket: WebSocket
    try {
      socket = new WebSocket(url)
    } catch (cause) {
      throw unreachable(cause)
    }
    socket.addEventListener('open', () => opened.resolve())
    socket.addEventListener('error', (event) => opened.reject(unreachable((event as { error?: unknown }).error)))
    socket.addEventListener('close', () => opened.reject(unreachable(undefined)))
    await opened.promise
    return new JsonRpcSocket(socket, options)
  }

  /** Resolves with the reason once the connection is closed; undefined when we closed it. */
  get closed(): Promise<Error | undefined> {
    return this.#closed.promise
  }

  /** Throws MarketError `NODE_UNREACHABLE`, `NODE_TIMED_OUT`, or {@link RpcError}. */
  request(method: string, params: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => this.#enqueue({ method, params, resolve, reject }))
  }

  /** Calls `listener` with what the subscription reports, in order. Throws like {@link request}. */
  subscribe(method: string, listener: (result: unknown) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      // Right with the answer: the first notification may arrive in the same piece, before any promise goes on.
      const register = (id: unknown): void => {
        if (typeof id !== 'string' && typeof id !== 'number')
          return reject(new MarketError('BAD_ANSWER', `The node answered ${method} without a subscription`))
        this.#subscribers.set(id, listener)
        resolve()
      }
      this.#enqueue({ method, params: [], resolve: register, reject })
    })
  }

  close(): void {
    if (this.#failure) return
    this.#end(new MarketError('STOPPED', 'The connection to the node was closed here'))
    this.#closed.resolve(undefined)
  }

  #enqueue(request: Request): void {
    if (this.#failure) request.reject(this.#failure)
    else if (this.#pending.size < MAX_IN_FLIGHT) this.#send(request)
    else this.#waiting.push(request)
  }

  #send({ method, params, resolve, reject }: Request): void {
    const id = this.#nextId++
    const timer = setTimeout(() => {
      this.#fail(new MarketError('NODE_TIMED_OUT', `The node did not answer ${method} in ${this.#requestTimeoutMs} ms`))
    }, this.#requestTimeoutMs)
    this.#pending.set(id, { method, resolve, reject, timer })
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
  }

  #onMessage(data: unknown): void {
    if (typeof data !== 'string' || data.length > MAX_MESSAGE_CHARACTERS)
      return this.#fail(new MarketError('BAD_ANSWER', 'The node sent something that is no JSON-RPC message'))
    let message: any
    try {
      message = JSON.parse(data)
    } catch (cause) {
      return this.#fail(new MarketError('BAD_ANSWER', 'The node sent something that is no JSON', { cause }))
    }
    if (message?.id !== undefined) this.#onAnswer(message)
    else this.#subscribers.get(message?.params?.subscription)?.(message.params.result)
  }

  #onAnswer({ id, result, error }: any): void {
    const pending = this.#pending.get(id)
    if (!pending) return
    clearTimeout(pending.timer)
    this.#pending.delete(id)
    if (error) pending.reject(new RpcError(pending.method, error))
    else pending.resolve(result)
    const next = this.#waiting.shift()
    if (next) this.#send(next)
  }

  #fail(error: MarketError): void {
    if (this.#failure) return
    this.#end(error)
    this.#closed.resolve(error)
  }

  #end(error: MarketError): void {
    this.#failure = error
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer)
      reject(error)
    }
    for (const { reject } of this.#waiting.splice(0)) reject(error)
    this.#pending.clear()
    this.#subscribers.clear()
    this.#socket.close()
  }
}
