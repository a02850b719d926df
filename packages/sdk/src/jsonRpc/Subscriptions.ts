import type { JsonRpcError } from './JsonRpcError.ts'
import type { SubscriptionId } from './readMessage.ts'

/** Notifications that may come before the answer to their subscription was taken in. */
const MAX_EARLY = 64

export interface SubscribeOptions {
  /** Told, and the subscription ended, when the connection is lost. Without, it is made again on the next connection. */
  readonly onLost?: (error: JsonRpcError) => void
}

export interface Subscription extends SubscribeOptions {
  readonly method: string
  readonly params: readonly unknown[]
  readonly unsubscribeMethod: string
  readonly listener: (message: any) => void
}

/** What a client is subscribed to, and under which names on the present connection. */
export class Subscriptions {
  /** With `undefined` while the connection is lost or the node has not answered yet. */
  readonly #ids = new Map<Subscription, SubscriptionId | undefined>()
  readonly #early: { readonly id: SubscriptionId; readonly result: unknown }[] = []

  has(subscription: Subscription): boolean {
    return this.#ids.has(subscription)
  }

  /** Those that outlived the connections they were made on. */
  get all(): Subscription[] {
    return [...this.#ids.keys()]
  }

  /** Takes in the name the node gave a subscription, and what came for it before. */
  activate(subscription: Subscription, id: SubscriptionId): void {
    this.#ids.set(subscription, id)
    const early = this.#early.splice(0)
    for (const notification of early)
      if (notification.id !== id) this.#early.push(notification)
      else if (this.has(subscription)) subscription.listener(notification.result)
  }

  notify(id: SubscriptionId, result: unknown): void {
    for (const [subscription, own] of this.#ids) if (own === id) return subscription.listener(result)
    if (this.#early.push({ id, result }) > MAX_EARLY) this.#early.shift()
  }

  /** Ends a subscription; returns its name if the node still knows it. */
  remove(subscription: Subscription): SubscriptionId | undefined {
    const id = this.#ids.get(subscription)
    this.#ids.delete(subscription)
    return id
  }

  /**
   * Forgets all names: the next connection gives others, perhaps the same ones to other subscriptions. Returns what ends
   * with the connection, to be told.
   */
  lose(): Required<SubscribeOptions>[] {
    this.#early.length = 0
    const ended: Required<SubscribeOptions>[] = []
    for (const subscription of this.all) {
      const { onLost } = subscription
      if (onLost) ended.push({ onLost })
      if (onLost) this.#ids.delete(subscription)
      else this.#ids.set(subscription, undefined)
    }
    return ended
  }
}
