import { JsonRpcError } from './JsonRpcError.ts'

/** A node that does not answer within this is treated as gone. */
const REQUEST_TIMEOUT_MS = 30_000
const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 10_000
/** Notifications that may come before the answer to their subscription was taken in. */
const MAX_EARLY = 64

export type ConnectionState = 'connecting' | 'connected' | 'disconnected' | 'closed'

interface PendingRequest {
  readonly resolve: (result: any) => void
  readonly reject: (error: Error) => void
  readonly timer: ReturnType<typeof setTimeout>
}

export interface SubscribeOptions {
  /** Told, and the subscription ended, when the connection is lost. Without, it is made again on the next connection. */
  readonly onLost?: (error: JsonRpcError) => void
}

interface Subscription extends SubscribeOptions {
  readonly method: string
  readonly params: readonly unknown[]
  readonly unsubscribeMethod: string
  readonly listener: (message: any) => void
  id: string | undefined
}

/** JSON-RPC 2.0 over a WebSocket that comes back by itself when it is lost, with its subscriptions. */
export class JsonRpcClient {
  readonly url: string
  readonly #pending = new Map<number, PendingRequest>()
  readonly #subscriptions = new Set<Subscription>()
  readonly #stateListeners = new Set<(state: ConnectionState) => void>()
  readonly #early: { readonly id: string; readonly result: unknown }[] = []
  #socket: WebSocket | undefined
  #state: ConnectionState = 'connecting'
  #nextId = 1
  #retryMs = FIRST_RETRY_MS
  #retry: ReturnType<typeof setTimeout> | undefined

  private constructor(url: string) {
    this.url = url
  }

  /** Resolved once connected; tries once. Throws `JsonRpcError` when nobody listens there. */
  static async connect(url: string): Promise<JsonRpcClient> {
    const client = new JsonRpcClient(url)
    await client.#open()
    return client
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
    const socket = new WebSocket(this.url)
    this.#socket = socket
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => {
        this.#retryMs = FIRST_RETRY_MS
        this.#setState('connected')
        for (const subscription of this.#subscriptions) this.#resubscribe(subscription)
        resolve()
      })
      socket.addEventListener('message', ({ data }) => this.#receive(String(data)))
      socket.addEventListener('close', () => {
        const error = new JsonRpcError(0, `No node answers at ${this.url}; is it running?`)
        const wasConnected = this.#state === 'connected'
        this.#lose(error)
        if (wasConnected || this.#retry) this.#scheduleRetry()
        reject(error)
      })
      socket.addEventListener('error', () => {}) // followed by `close`
    })
  }

  #lose(error: JsonRpcError): void {
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer)
      reject(error)
    }
    this.#pending.clear()
    for (const subscription of this.#subscriptions) {
      subscription.id = undefined
      if (!subscription.onLost) continue
      this.#subscriptions.delete(subscription)
      subscription.onLost(error)
    }
    if (this.#state !== 'closed') this.#setState('disconnected')
  }

  #scheduleRetry(): void {
    if (this.#state === 'closed') return
    this.#retry = setTimeout(() => this.#open().catch(() => {}), this.#retryMs)
    this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2)
  }

  #resubscribe(subscription: Subscription): void {
    this.request<string>(subscription.method, subscription.params).then(
      (id) => (subscription.id = id),
      () => {}, // lost again: the next connection tries anew
    )
  }

  /** Asks the node. Throws {@link JsonRpcError}. */
  request<T>(method: string, params: readonly unknown[] = []): Promise<T> {
    const socket = this.#socket
    if (this.#state !== 'connected' || !socket)
      return Promise.reject(new JsonRpcError(0, `Not connected to ${this.url}`))
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id)
        reject(new JsonRpcError(0, `${method} was not answered within ${REQUEST_TIMEOUT_MS / 1000} s`))
      }, REQUEST_TIMEOUT_MS)
      this.#pending.set(id, { resolve, reject, timer })
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
  }

  /** Calls `listener` with every notification until the returned function is called, also on new connections. */
  async subscribe<T>(
    method: string,
    params: readonly unknown[],
    unsubscribeMethod: string,
    listener: (message: T) => void,
    options: SubscribeOptions = {},
  ): Promise<() => void> {
    const subscription: Subscription = { ...options, method, params, unsubscribeMethod, listener, id: undefined }
    subscription.id = await this.request<string>(method, params)
    this.#subscriptions.add(subscription)
    for (const early of this.#early.splice(0)) this.#notify(early.id, early.result)
    return () => {
      this.#subscriptions.delete(subscription)
      if (subscription.id !== undefined) this.request(unsubscribeMethod, [subscription.id]).catch(() => {})
    }
  }

  #receive(text: string): void {
    const message = JSON.parse(text)
    if (message.method !== undefined) return this.#notify(message.params.subscription, message.params.result)
    const pending = this.#pending.get(message.id)
    if (!pending) return
    this.#pending.delete(message.id)
    clearTimeout(pending.timer)
    if (message.error) pending.reject(new JsonRpcError(message.error.code, message.error.message, message.error.data))
    else pending.resolve(message.result)
  }

  #notify(id: string, result: unknown): void {
    for (const subscription of this.#subscriptions) if (subscription.id === id) return subscription.listener(result)
    if (this.#early.push({ id, result }) > MAX_EARLY) this.#early.shift()
  }

  close(): void {
    this.#setState('closed')
    clearTimeout(this.#retry)
    this.#socket?.close()
  }
}
