import { JsonRpcError } from './JsonRpcError.ts'
import { type IncomingMessage, isSubscriptionId, readMessage } from './readMessage.ts'
import { type SubscribeOptions, type Subscription, Subscriptions } from './Subscriptions.ts'

/** Enough for the slowest method of a busy node. */
const REQUEST_TIMEOUT_MS = 30_000
const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 10_000
/** Requests in flight; nodes bound them as well. */
const MAX_IN_FLIGHT = 32
/** Requests waiting for their turn: more are not a burst but a mistake. */
const MAX_WAITING = 10_000
/** Several times a full block of the largest preset as hexadecimal JSON. */
const MAX_MESSAGE_CHARACTERS = 64 * 1024 * 1024

export interface JsonRpcClientOptions {
  /** Whether a connection that is lost is made again; it is unless told otherwise. */
  readonly comesBack?: boolean
  /** After this long without an answer a request fails. */
  readonly requestTimeoutMs?: number
}

export type ConnectionState = 'connecting' | 'connected' | 'disconnected' | 'closed'

interface WaitingRequest {
  readonly method: string
  readonly params: readonly unknown[]
  readonly onResult: (result: unknown) => void
  readonly onError: (error: JsonRpcError) => void
}

interface PendingRequest {
  /** Called before the next message is looked at. */
  readonly onResult: (result: unknown) => void
  readonly onError: (error: JsonRpcError) => void
  readonly timer: ReturnType<typeof setTimeout>
}

/** JSON-RPC 2.0 over a WebSocket that comes back by itself, unless told otherwise, with its subscriptions. */
export class JsonRpcClient {
  readonly url: string
  readonly #requestTimeoutMs: number
  readonly #pending = new Map<number, PendingRequest>()
  #waiting: WaitingRequest[] = []
  readonly #subscriptions = new Subscriptions()
  readonly #stateListeners = new Set<(state: ConnectionState) => void>()
  #socket: WebSocket | undefined
  #state: ConnectionState = 'connecting'
  #failure: JsonRpcError | undefined
  #nextId = 1
  /** Messages received so far. */
  #heard = 0
  #comesBack = false
  #retryMs = FIRST_RETRY_MS
  #timer: ReturnType<typeof setTimeout> | undefined

  private constructor(url: string, requestTimeoutMs: number) {
    this.url = url
    this.#requestTimeoutMs = requestTimeoutMs
  }

  /** Resolved once connected; tries once. Throws `JsonRpcError` when nobody listens there. */
  static async connect(
    url: string,
    { comesBack = true, requestTimeoutMs = REQUEST_TIMEOUT_MS }: JsonRpcClientOptions = {},
  ): Promise<JsonRpcClient> {
    const client = new JsonRpcClient(url, requestTimeoutMs)
    await client.#open()
    client.#comesBack = comesBack
    return client
  }

  /** Why the connection was lost last, if it was. */
  get failure(): JsonRpcError | undefined {
    return this.#failure
  }

  get state(): ConnectionState {
    return this.#state
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.#stateListeners.add(listener)
    return () => this.#stateListeners.delete(listener)
  }

  #setState(state: ConnectionState): void {
    this.#state = state
    for (const listener of this.#stateListeners) listener(state)
  }

  #open(): Promise<void> {
    this.#setState('connecting')
    return new Promise((resolve, reject) => {
      const socket = this.#createSocket()
      this.#socket = socket
      const fail = (error: JsonRpcError) => {
        if (this.#socket === socket) this.#lose(error)
        reject(error)
      }
      this.#timer = setTimeout(() => fail(this.#unanswered('The connection')), this.#requestTimeoutMs)
      socket.addEventListener('open', () => {
        if (this.#socket !== socket) return
        clearTimeout(this.#timer)
        this.#setState('connected')
        for (const subscription of this.#subscriptions.all) this.#resubscribe(subscription)
        resolve()
      })
      socket.addEventListener('message', ({ data }) => {
        if (this.#socket === socket) this.#receive(data)
      })
      socket.addEventListener('close', () =>
        fail(new JsonRpcError(0, `No node answers at ${this.url}; is it running?`)),
      )
      socket.addEventListener('error', () => {}) // followed by `close`
    })
  }

  async #reopen(): Promise<void> {
    try {
      await this.#open()
    } catch {} // told through the state, and tried again
  }

  #createSocket(): WebSocket {
    try {
      return new WebSocket(this.url)
    } catch (cause) {
      throw new JsonRpcError(0, `${this.url} is no address of a node: write it like ws://127.0.0.1:9944`, undefined, {
        cause,
      })
    }
  }

  /** Gives up the connection; unless closed, another one is tried after a while. */
  #lose(error: JsonRpcError, next: 'disconnected' | 'closed' = 'disconnected'): void {
    clearTimeout(this.#timer)
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
    if (next === 'disconnected' && this.#comesBack) {
      this.#timer = setTimeout(() => void this.#reopen(), this.#retryMs)
      this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2)
    }
    this.#failure = error
    this.#setState(next)
    const pending = [...this.#pending.values()]
    this.#pending.clear()
    const waiting = this.#waiting
    this.#waiting = []
    for (const { onError, timer } of pending) {
      clearTimeout(timer)
      onError(error)
    }
    for (const { onError } of waiting) onError(error)
    for (const { onLost } of this.#subscriptions.lose()) onLost(error)
  }

  /** Asks the node. Throws {@link JsonRpcError}. */
  request<T>(method: string, params: readonly unknown[] = []): Promise<T> {
    return new Promise<any>((resolve, reject) => this.#ask(method, params, resolve, reject))
  }

  /** Sends a request when it is its turn. */
  #ask(
    method: string,
    params: readonly unknown[],
    onResult: WaitingRequest['onResult'],
    onError: WaitingRequest['onError'],
  ): void {
    if (this.#state !== 'connected') onError(new JsonRpcError(0, `Not connected to ${this.url}`))
    else if (this.#pending.size < MAX_IN_FLIGHT) this.#send({ method, params, onResult, onError })
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push({ method, params, onResult, onError })
    else onError(new JsonRpcError(0, `${MAX_WAITING} requests to ${this.url} wait already`))
  }

  #sendNext(): void {
    const next = this.#waiting.shift()
    if (next) this.#send(next)
  }

  #send({ method, params, onResult, onError }: WaitingRequest): void {
    const socket = this.#socket as WebSocket
    const id = this.#nextId++
    const heardBefore = this.#heard
    const timer = setTimeout(() => {
      this.#pending.delete(id)
      const error = this.#unanswered(method)
      onError(error)
      this.#sendNext()
      // Nothing at all since: the connection is dead, although nobody said so, as after a night in a closed laptop.
      if (this.#heard === heardBefore && this.#socket === socket) this.#lose(error)
    }, this.#requestTimeoutMs)
    this.#pending.set(id, { onResult, onError, timer })
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
  }

  #unanswered(what: string): JsonRpcError {
    return new JsonRpcError(0, `${what} was not answered by ${this.url} within ${this.#requestTimeoutMs / 1000} s`)
  }

  /**
   * Calls `listener` with every notification until the returned function is called. After a lost connection it is
   * subscribed again (what happened in between is not told), or `onLost` is told. Throws {@link JsonRpcError}.
   */
  subscribe<T>(
    method: string,
    params: readonly unknown[],
    unsubscribeMethod: string,
    listener: (message: T) => void,
    options: SubscribeOptions = {},
  ): Promise<() => void> {
    const subscription: Subscription = { ...options, method, params, unsubscribeMethod, listener }
    const unsubscribe = () => this.#unsubscribe(unsubscribeMethod, this.#subscriptions.remove(subscription))
    return new Promise((resolve, reject) => {
      const onResult = (id: unknown) => {
        if (!isSubscriptionId(id)) return reject(new JsonRpcError(0, `${method} was not answered with a subscription`))
        this.#subscriptions.activate(subscription, id)
        resolve(unsubscribe)
      }
      this.#ask(method, params, onResult, reject)
    })
  }

  /** On a new connection. If that is lost too, or the node refuses, it is tried again on the one after. */
  #resubscribe(subscription: Subscription): void {
    const onResult = (id: unknown) => {
      if (!isSubscriptionId(id)) return
      if (this.#subscriptions.has(subscription)) this.#subscriptions.activate(subscription, id)
      else this.#unsubscribe(subscription.unsubscribeMethod, id)
    }
    this.#ask(subscription.method, subscription.params, onResult, () => {})
  }

  #unsubscribe(method: string, id: unknown): void {
    const ignore = () => {} // ended on our side, whatever the node says
    if (id !== undefined) this.#ask(method, [id], ignore, ignore)
  }

  #receive(data: unknown): void {
    const isText = typeof data === 'string' && data.length <= MAX_MESSAGE_CHARACTERS
    const message = isText ? readMessage(data) : undefined
    if (!message) return this.#lose(new JsonRpcError(0, `What answers at ${this.url} does not speak JSON-RPC 2.0`))
    this.#heard++
    this.#retryMs = FIRST_RETRY_MS
    if (message.type === 'notification') this.#subscriptions.notify(message.subscription, message.result)
    else this.#answer(message)
  }

  #answer({ id, result, error }: IncomingMessage & { type: 'answer' }): void {
    const pending = id === null ? undefined : this.#pending.get(id)
    if (!pending || id === null) return
    this.#pending.delete(id)
    clearTimeout(pending.timer)
    this.#sendNext()
    if (error) pending.onError(new JsonRpcError(error.code, error.message, error.data))
    else pending.onResult(result)
  }

  /** Ends the connection for good. What waits for an answer fails; subscriptions with `onLost` are told. */
  close(): void {
    if (this.#state !== 'closed') this.#lose(new JsonRpcError(0, `The connection to ${this.url} was closed`), 'closed')
  }
}
