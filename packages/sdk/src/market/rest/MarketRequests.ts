import { MarketRequestError } from './MarketRequestError.ts'

type QueryValue = string | number | bigint | boolean | undefined

/** What is asked for in the query of a request; lists are given value by value. */
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>

export interface RequestOptions {
  /** Breaks the request off; it then fails with the signal's reason. */
  readonly signal?: AbortSignal
}

/** Requests to a market's REST API. All of them throw `MarketRequestError`. */
export class MarketRequests {
  readonly url: string
  readonly #fetch: typeof fetch

  constructor(url: string, fetchWith: typeof fetch) {
    this.url = url.replace(/\/$/, '')
    this.#fetch = fetchWith
  }

  get<T>(path: string, query: object = {}, options: RequestOptions = {}): Promise<T> {
    const text = toText(query as Query)
    return this.#request(text === '' ? path : `${path}?${text}`, options)
  }

  post<T>(path: string, body?: object, options: RequestOptions = {}): Promise<T> {
    const json = body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
    return this.#request(path, { method: 'POST', ...json, ...options })
  }

  async #request<T>(path: string, init: RequestInit): Promise<T> {
    let response: Response
    try {
      const fetch = this.#fetch // browsers refuse to run it as a method of something else
      response = await fetch(this.url + path, init)
    } catch (cause) {
      init.signal?.throwIfAborted()
      throw new MarketRequestError(`No market answers at ${this.url}; is it running?`, {}, { cause })
    }
    const body = (await response.json().catch(() => undefined)) as ErrorBody | undefined
    init.signal?.throwIfAborted()
    if (response.ok && body !== undefined) return body as T
    throw describe(response, path, body)
  }
}

interface ErrorBody {
  readonly code?: string
  readonly message?: string
  readonly hint?: string
}

function describe(response: Response, path: string, body: ErrorBody | undefined): MarketRequestError {
  const { code, message = `The market answered ${response.status} to ${path}`, hint } = body ?? {}
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return new MarketRequestError(hint ? `${message}. ${hint}` : message, {
    status: response.status,
    reason: code,
    hint,
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
  })
}

function toText(query: Query): string {
  const text = new URLSearchParams()
  for (const [name, given] of Object.entries(query))
    for (const value of Array.isArray(given) ? given : [given])
      if (value !== undefined) text.append(name, String(value))
  return text.toString()
}
