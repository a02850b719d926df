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
  readonly key: { readonly value: number; readonly name: string; readonly camelot: string } | null
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

/** What a market heard in a file. BPM in thousandths, key 0–23; confidence 0 to 1. */
export interface Analysis {
  readonly format: string
  readonly durationMs: number
  readonly sampleRate: number
  readonly channels: number
  readonly kind: 'Loop' | 'OneShot'
  readonly bpm?: { readonly value: number; readonly confidence: number }
  readonly key?: { readonly value: number; readonly confidence: number }
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

  /** What is heard in a file that was uploaded to the market. Throws with the market's words if it cannot be read. */
  analyse(cid: string): Promise<Analysis> {
    return this.#request<{ result: Analysis }>(`/api/analyses/${cid}`, { method: 'POST' }).then(({ result }) => result)
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
      response = await this.#fetch(this.url + path, init)
    } catch (cause) {
      throw new SdkError('MARKET_FAILED', `No market answers at ${this.url}; is it running?`, { cause })
    }
    const body = (await response.json().catch(() => undefined)) as { message?: string; hint?: string } | undefined
    if (response.ok) return body as T
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
