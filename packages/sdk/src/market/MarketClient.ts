import type { Hash } from '@echochain/codec'
import type { LicenceKind, SampleId, SampleKind, SampleStatus } from '@echochain/runtime'
import { SdkError } from '../SdkError.ts'

/** Where in the chain something happened, as a market shows it. */
export interface BlockReference {
  readonly number: number
  readonly hash: Hash | null
  readonly timestampMs: number | null
  readonly finalized: boolean
}

/** What a list of samples shows of each. Amounts are decimal strings of 10⁻¹² ECHO. */
export interface SampleCard {
  readonly id: SampleId
  readonly title: string
  readonly owner: string
  readonly kind: SampleKind
  readonly bpm: number | null
  readonly key: KeyName | null
  readonly tags: readonly string[]
  readonly durationMs: number
  readonly format: string
  readonly contentCid: string
  readonly minPrice: string | null
  readonly forSale: boolean
  readonly status: SampleStatus
  readonly sales: number
  readonly registeredAt: BlockReference
}

export interface SampleDetail extends SampleCard {
  readonly sizeBytes: string
  readonly plainHash: Hash
  readonly offers: readonly {
    readonly offerHash: Hash
    readonly kind: LicenceKind
    readonly terms: Hash
    readonly price: string
    readonly transferable: boolean
  }[]
  readonly royalties: readonly { readonly account: string; readonly basisPoints: number }[]
  readonly parents: readonly {
    readonly sample: SampleId
    readonly basisPoints: number
    readonly title: string | null
  }[]
  readonly revenue: string
}

/** A musical key: 0–11 for C to B major, 12–23 for C to B minor. */
export interface KeyName {
  readonly value: number
  /** Such as "A minor". */
  readonly name: string
  readonly camelot: string
}

/** What a market heard in a file. Confidence, 0 to 1, is the share of such answers that are right. */
export interface Sound {
  readonly format: string
  readonly durationMs: number
  readonly sampleRate: number
  readonly channels: number
  readonly kind: 'Loop' | 'OneShot'
  /** Thousandths of a beat per minute; absent where no pulse was heard. */
  readonly bpm?: { readonly value: number; readonly confidence: number }
  readonly key?: { readonly value: number; readonly name: string; readonly confidence: number }
  /** LUFS; null for silence. */
  readonly loudness: number | null
  readonly tags: { readonly title?: string }
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Asks for the next page; null on the last. */
  readonly nextCursor: string | null
}

/** What to search samples by; names as in the market's OpenAPI. */
export type SampleQuery = Readonly<Record<string, string | number | boolean | undefined>>

/** A market's REST API: search and analysis. What it says of the chain can be checked with a `ChainClient`. */
export class MarketClient {
  readonly url: string
  readonly #fetch: typeof fetch

  constructor(url: string, fetchWith: typeof fetch = fetch) {
    this.url = url.replace(/\/$/, '')
    this.#fetch = fetchWith
  }

  samples(query: SampleQuery = {}): Promise<Page<SampleCard>> {
    return this.#get('/api/samples', query)
  }

  /** Throws `SdkError` `MARKET_FAILED` where the market does not know the sample (yet). */
  sample(id: SampleId): Promise<SampleDetail> {
    return this.#get(`/api/samples/${id}`)
  }

  /** What is heard in a file that was uploaded to the market. Throws `SdkError` `MARKET_FAILED` if it is no sound. */
  async analyse(cid: string): Promise<Sound> {
    return (await this.#request<{ result: Sound }>(`/api/analyses/${cid}`, { method: 'POST' })).result
  }

  /** What happened to an account, newest first. */
  history(address: string, query: SampleQuery = {}): Promise<Page<AccountEvent>> {
    return this.#get(`/api/accounts/${address}/history`, query)
  }

  #get<T>(path: string, query: SampleQuery = {}): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined)
    const text = new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)]))).toString()
    return this.#request(text === '' ? path : `${path}?${text}`, {})
  }

  async #request<T>(path: string, init: RequestInit): Promise<T> {
    let response: Response
    try {
      const fetch = this.#fetch // browsers refuse to run it as a method of something else
      response = await fetch(this.url + path, init)
    } catch (cause) {
      throw new SdkError('MARKET_FAILED', `No market answers at ${this.url}; is it running?`, { cause })
    }
    const body = (await response.json().catch(() => undefined)) as { message?: string; hint?: string } | undefined
    if (response.ok && body !== undefined) return body as T
    const hint = body?.hint ? `. ${body.hint}` : ''
    throw new SdkError(
      'MARKET_FAILED',
      `${body?.message ?? `The market answered ${response.status} to ${path}`}${hint}`,
    )
  }
}

/** An entry of an account's history. */
export interface AccountEvent {
  readonly block: BlockReference
  /** Such as `Balances.Transfer`. */
  readonly name: string
  readonly data: unknown
}
