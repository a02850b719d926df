import { memoizeByObject } from './memoizeByObject.ts'
import { RPC_ERROR, RpcError } from './RpcError.ts'
import type { RpcCall, RpcSubscription, Subscriber } from './RpcMethod.ts'

/** Notifications held back until the reply that names their subscription is out: a batch may take its time. */
const MAX_HELD = 1_024

/** Ten thousand subscribers may be told of the same header. */
const textOf = memoizeByObject((item: object) => JSON.stringify(item))

export interface SubscriptionsHost {
  send(text: string): void
  /** The client cannot be told all that it must hear: the connection ends. */
  abandon(reason: string): void
}

/** The subscriptions of one connection. */
export class Subscriptions {
  readonly #host: SubscriptionsHost
  readonly #prefix: string
  readonly #limit: number
  readonly #open = new Map<string, OpenSubscription>()
  #count = 0
  #closed = false

  /** Ids begin with `prefix`, so that they are not mistaken for those of an earlier connection. */
  constructor(host: SubscriptionsHost, { prefix, limit }: { readonly prefix: string; readonly limit: number }) {
    this.#host = host
    this.#prefix = prefix
    this.#limit = limit
  }

  get size(): number {
    return this.#open.size
  }

  /** Starts one. Nothing of it is sent before `release` is called: after the reply that names its id. */
  async start(
    declaration: RpcSubscription,
    call: RpcCall,
    params: Readonly<Record<string, unknown>>,
  ): Promise<{ id: string; release: () => void }> {
    if (this.#open.size >= this.#limit)
      throw new RpcError(
        RPC_ERROR.TOO_MANY_SUBSCRIPTIONS,
        `This connection has ${this.#limit} subscriptions already; end some, or open another connection`,
      )
    const id = `${this.#prefix}${++this.#count}`
    const subscription = new OpenSubscription(id, declaration, this.#host, () => this.#open.delete(id))
    this.#open.set(id, subscription)
    try {
      subscription.onStop(await declaration.start(call, params, subscription))
    } catch (error) {
      subscription.end()
      throw error
    }
    if (this.#closed) subscription.end()
    return { id, release: () => subscription.release() }
  }

  /** Ends a subscription that was started with `declaration`. Whether there was one. */
  stop(id: string, declaration: RpcSubscription): boolean {
    const subscription = this.#open.get(id)
    if (subscription?.declaration !== declaration) return false
    subscription.end()
    return true
  }

  /** Ends them all. */
  close(): void {
    this.#closed = true
    for (const subscription of this.#open.values()) subscription.end()
  }
}

class OpenSubscription implements Subscriber<unknown> {
  readonly id: string
  readonly declaration: RpcSubscription
  readonly #host: SubscriptionsHost
  readonly #forget: () => void
  #held: string[] | undefined = []
  #stop: (() => void) | undefined
  #ended = false

  constructor(id: string, declaration: RpcSubscription, host: SubscriptionsHost, forget: () => void) {
    this.id = id
    this.declaration = declaration
    this.#host = host
    this.#forget = forget
  }

  emit(item: unknown): void {
    if (this.#ended) return
    const result = typeof item === 'object' && item !== null ? textOf(item) : JSON.stringify(item)
    const params = `{"subscription":"${this.id}","result":${result}}`
    const text = `{"jsonrpc":"2.0","method":"${this.declaration.notification}","params":${params}}`
    if (!this.#held) this.#host.send(text)
    else if (this.#held.length < MAX_HELD) this.#held.push(text)
    else this.#host.abandon('The reply to a subscription waits too long in its batch')
  }

  release(): void {
    for (const text of this.#held ?? []) this.#host.send(text)
    this.#held = undefined
  }

  onStop(stop: () => void): void {
    if (this.#ended) stop()
    else this.#stop = stop
  }

  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#forget()
    this.#stop?.()
  }
}
