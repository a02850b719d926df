import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { sha256, utf8 } from '@echochain/codec'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Whom a server lets in, beside what is on this machine. */
export interface DoorOptions {
  /** Host names it answers to, such as `rpc.example.org`, without port. Pages served under them may ask as well. */
  readonly allowedHosts?: readonly string[]
  /** Other origins whose pages may ask, such as `https://app.example.org`; `*` for any. */
  readonly allowedOrigins?: readonly string[]
  /** What makes a client trusted with unsafe methods. Without it nobody is. */
  readonly token?: string
}

export type RefusalCode = 'HOST_REFUSED' | 'ORIGIN_REFUSED' | 'TOKEN_REFUSED'

/** A request that is not let in, with the HTTP status that says so. */
export interface Refusal<Code extends RefusalCode = RefusalCode> {
  readonly status: 401 | 403
  readonly code: Code
  readonly reason: string
}

/** Looks at the headers of every HTTP request and WebSocket upgrade before anything else is done with it. */
export class Doors {
  readonly #hosts: readonly string[]
  readonly #origins: readonly string[]
  readonly #token: Uint8Array | undefined

  constructor({ allowedHosts = [], allowedOrigins = [], token }: DoorOptions = {}) {
    this.#hosts = [...LOOPBACK, ...allowedHosts.map((host) => host.toLowerCase())]
    this.#origins = allowedOrigins
    this.#token = token === undefined ? undefined : sha256(utf8(token))
  }

  /** Why a request is not let in; undefined if it is. */
  refusalOf(headers: IncomingHttpHeaders): Refusal | undefined {
    return this.hostRefusal(headers) ?? this.originRefusal(headers) ?? this.#tokenRefusal(headers)
  }

  /**
   * Refuses requests that were sent to another name than the server's: a page whose name was made to resolve to this
   * machine (DNS rebinding) would be of the server's own origin.
   */
  hostRefusal({ host = '' }: IncomingHttpHeaders): Refusal<'HOST_REFUSED'> | undefined {
    const name = host.replace(/:\d+$/, '').toLowerCase()
    if (this.#hosts.includes(name)) return undefined
    const reason = `This server does not answer to the host "${name}"; add it to the allowed hosts`
    return { status: 403, code: 'HOST_REFUSED', reason }
  }

  /** Refuses requests made by pages of foreign origins. */
  originRefusal({ origin }: IncomingHttpHeaders): Refusal<'ORIGIN_REFUSED'> | undefined {
    if (this.isAllowedOrigin(origin)) return undefined
    const reason = `Pages of ${origin} may not ask this server; add it to the allowed origins`
    return { status: 403, code: 'ORIGIN_REFUSED', reason }
  }

  /** Requests that no page made have no origin; pages served under the server's own names, on any port, may ask. */
  isAllowedOrigin(origin: string | undefined): boolean {
    if (origin === undefined || this.#origins.includes('*') || this.#origins.includes(origin)) return true
    const url = URL.parse(origin)
    return url !== null && /^https?:$/.test(url.protocol) && this.#hosts.includes(url.hostname)
  }

  /** Whether a header `Authorization` carries the token. Takes as long for a wrong one as for the right one. */
  isTrusted(authorization: string | undefined): boolean {
    if (!this.#token || !authorization?.startsWith('Bearer ')) return false
    return timingSafeEqual(sha256(utf8(authorization.slice('Bearer '.length).trim())), this.#token)
  }

  #tokenRefusal({ authorization }: IncomingHttpHeaders): Refusal | undefined {
    if (authorization === undefined || this.isTrusted(authorization)) return undefined
    return { status: 401, code: 'TOKEN_REFUSED', reason: 'This is not the token of this node' }
  }
}
