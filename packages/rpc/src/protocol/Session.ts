import type { Follow } from '../chainHead/Follow.ts'
import { RPC_ERROR, RpcError } from './RpcError.ts'
import type { RpcLimits } from './RpcLimits.ts'
import { Subscriptions } from './Subscriptions.ts'

/** A connection that stays open and can be told things. */
export interface SessionHost {
  send(text: string): void
  /** Ends the connection, telling why. */
  abandon(reason: string): void
  /** Does something in a later turn, when it is this connection's and it has read what it was sent. */
  schedule(job: () => void): void
}

export interface SessionOptions {
  /** Counts up over all sessions of a server. */
  readonly number: number
  /** Whether the client has the token for unsafe methods. */
  readonly isTrusted: boolean
  readonly limits: RpcLimits
  /** Absent over HTTP, where every request is a session of its own. */
  readonly host?: SessionHost
}

/** What the server keeps for one connection. */
export class Session {
  readonly isTrusted: boolean
  readonly limits: RpcLimits
  /** `chainHead_v1_follow` subscriptions by id. */
  readonly follows = new Map<string, Follow>()
  readonly #host: SessionHost | undefined
  readonly #subscriptions: Subscriptions | undefined
  readonly #broadcasts = new Map<string, () => void>()
  readonly #number: number
  #operations = 0

  constructor({ number, isTrusted, limits, host }: SessionOptions) {
    this.isTrusted = isTrusted
    this.limits = limits
    this.#number = number
    this.#host = host
    this.#subscriptions =
      host && new Subscriptions(host, { prefix: `${number.toString(36)}-`, limit: limits.maxSubscriptions })
  }

  /** Throws `SUBSCRIPTIONS_UNSUPPORTED` over HTTP. */
  get subscriptions(): Subscriptions {
    return this.#subscriptions ?? this.#needsWebSocket()
  }

  /** How to stop what is being broadcast, by operation id. Throws `SUBSCRIPTIONS_UNSUPPORTED` over HTTP. */
  get broadcasts(): Map<string, () => void> {
    return this.#host ? this.#broadcasts : this.#needsWebSocket()
  }

  get subscriptionCount(): number {
    return this.#subscriptions?.size ?? 0
  }

  /** Does something later, without keeping other connections waiting. Throws `SUBSCRIPTIONS_UNSUPPORTED` over HTTP. */
  schedule(job: () => void): void {
    const host = this.#host ?? this.#needsWebSocket()
    host.schedule(job)
  }

  /** A name for something under way that no other of this server has. */
  nextOperationId(): string {
    return `${this.#number.toString(36)}-op${++this.#operations}`
  }

  #needsWebSocket(): never {
    throw new RpcError(
      RPC_ERROR.SUBSCRIPTIONS_UNSUPPORTED,
      'This method goes on after its reply, which needs a WebSocket connection',
    )
  }

  close(): void {
    this.#subscriptions?.close()
    for (const stop of this.#broadcasts.values()) stop()
    this.#broadcasts.clear()
  }
}
