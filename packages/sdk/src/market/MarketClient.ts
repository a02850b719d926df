import type { LicenceId, PurchaseId, SampleId } from '@echochain/runtime'
import type { Earnings, MarketAccount, Payment } from './rest/AccountRecords.ts'
import type {
  BlockQuery,
  ChainEvent,
  EventQuery,
  ExtrinsicDetail,
  ExtrinsicQuery,
  HistoryQuery,
  IndexedBlock,
  IndexedExtrinsic,
  SearchResult,
} from './rest/ChainRecords.ts'
import type {
  LicenceCard,
  LicenceCertificate,
  LicenceQuery,
  PurchaseCard,
  PurchaseDetail,
  PurchaseQuery,
} from './rest/LicenceRecords.ts'
import { MarketRequests, type RequestOptions } from './rest/MarketRequests.ts'
import type { FaucetGrant, MarketStatus, NetworkInfo } from './rest/NetworkRecords.ts'
import type { Page, PageQuery } from './rest/Page.ts'
import type {
  SampleCard,
  SampleDetail,
  SampleFacets,
  SampleFilters,
  SamplePrice,
  SampleQuery,
  Waveform,
} from './rest/SampleRecords.ts'
import type { Sound, SoundAnalysis } from './rest/SoundRecords.ts'

interface Items<T> {
  readonly items: readonly T[]
}

/**
 * A market's REST API. What it says of the chain can be checked with a `ChainClient`. All methods throw
 * `MarketRequestError`: `status` 404 where the market does not know something (yet), none where no market answers.
 */
export class MarketClient {
  readonly #requests: MarketRequests

  /** `url` is the market's, such as `http://127.0.0.1:8080`; an empty one asks the server the page came from. */
  constructor(url: string, fetchWith: typeof fetch = fetch) {
    this.#requests = new MarketRequests(url, fetchWith)
  }

  get url(): string {
    return this.#requests.url
  }

  /** For an `EventSource`, which connects again by itself; its events `change` have a `MarketChange` as data. */
  get streamUrl(): string {
    return `${this.url}/api/stream`
  }

  /** Which chain this is, and where its nodes and files are reached. */
  network(options?: RequestOptions): Promise<NetworkInfo> {
    return this.#requests.get('/api/network', {}, options)
  }

  /** How far the chain is indexed. */
  status(options?: RequestOptions): Promise<MarketStatus> {
    return this.#requests.get('/api/status', {}, options)
  }

  /** Asks for play money, on networks that have a faucet. `status` 429 comes with `retryAfterSeconds`. */
  requestFaucet(address: string, options?: RequestOptions): Promise<FaucetGrant> {
    return this.#requests.post('/api/faucet', { address }, options)
  }

  /** What a text may name: a block, an extrinsic, an account, samples, a licence, a purchase. */
  async search(text: string, options?: RequestOptions): Promise<readonly SearchResult[]> {
    return (await this.#requests.get<Items<SearchResult>>('/api/search', { q: text }, options)).items
  }

  samples(query: SampleQuery = {}, options?: RequestOptions): Promise<Page<SampleCard>> {
    return this.#requests.get('/api/samples', query, options)
  }

  facets(filters: SampleFilters = {}, options?: RequestOptions): Promise<SampleFacets> {
    return this.#requests.get('/api/samples/facets', filters, options)
  }

  sample(id: SampleId, options?: RequestOptions): Promise<SampleDetail> {
    return this.#requests.get(`/api/samples/${id}`, {}, options)
  }

  /** The waveform of a sample in so many pairs of minimum and maximum, at most 800. */
  peaks(id: SampleId, pairs?: number, options?: RequestOptions): Promise<Waveform> {
    return this.#requests.get(`/api/samples/${id}/peaks`, { pairs }, options)
  }

  /** What happened to a sample, newest first. */
  sampleHistory(id: SampleId, query: PageQuery = {}, options?: RequestOptions): Promise<Page<ChainEvent>> {
    return this.#requests.get(`/api/samples/${id}/history`, query, options)
  }

  /** The latest prices of a sample, newest first. */
  async samplePrices(id: SampleId, options?: RequestOptions): Promise<readonly SamplePrice[]> {
    return (await this.#requests.get<Items<SamplePrice>>(`/api/samples/${id}/prices`, {}, options)).items
  }

  /** Has a file that was uploaded to the market analysed. `status` 422 with the reason if it is no sound. */
  requestAnalysis(cid: string, options?: RequestOptions): Promise<SoundAnalysis> {
    return this.#requests.post(`/api/analyses/${cid}`, undefined, options)
  }

  /** The result of {@link requestAnalysis} without the waveform. */
  async analyse(cid: string, options?: RequestOptions): Promise<Sound> {
    return (await this.requestAnalysis(cid, options)).result
  }

  /** What was heard in a file before. `status` 404 if it was not analysed. */
  analysis(cid: string, options?: RequestOptions): Promise<SoundAnalysis> {
    return this.#requests.get(`/api/analyses/${cid}`, {}, options)
  }

  /** Balances of an account and what it has in the market; also of one that the chain does not have. */
  account(address: string, options?: RequestOptions): Promise<MarketAccount> {
    return this.#requests.get(`/api/accounts/${address}`, {}, options)
  }

  /** What an account earned, by sample and kind of share, the most first. */
  async earnings(address: string, options?: RequestOptions): Promise<readonly Earnings[]> {
    return (await this.#requests.get<Items<Earnings>>(`/api/accounts/${address}/earnings`, {}, options)).items
  }

  /** Single shares of sales paid to an account, newest first. */
  payments(address: string, query: PageQuery = {}, options?: RequestOptions): Promise<Page<Payment>> {
    return this.#requests.get(`/api/accounts/${address}/payments`, query, options)
  }

  /** What happened to an account, newest first. */
  history(address: string, query: HistoryQuery = {}, options?: RequestOptions): Promise<Page<ChainEvent>> {
    return this.#requests.get(`/api/accounts/${address}/history`, query, options)
  }

  /** Licences of a holder or a sample, newest first. */
  licences(query: LicenceQuery = {}, options?: RequestOptions): Promise<Page<LicenceCard>> {
    return this.#requests.get('/api/licences', query, options)
  }

  licence(id: LicenceId, options?: RequestOptions): Promise<LicenceCertificate> {
    return this.#requests.get(`/api/licences/${id}`, {}, options)
  }

  /** Purchases of a buyer, a seller or a sample, newest first. */
  purchases(query: PurchaseQuery = {}, options?: RequestOptions): Promise<Page<PurchaseCard>> {
    return this.#requests.get('/api/purchases', query, options)
  }

  purchase(id: PurchaseId, options?: RequestOptions): Promise<PurchaseDetail> {
    return this.#requests.get(`/api/purchases/${id}`, {}, options)
  }

  /** Blocks, newest first. */
  blocks(query: BlockQuery = {}, options?: RequestOptions): Promise<Page<IndexedBlock>> {
    return this.#requests.get('/api/blocks', query, options)
  }

  block(numberOrHash: number | string, options?: RequestOptions): Promise<IndexedBlock> {
    return this.#requests.get(`/api/blocks/${numberOrHash}`, {}, options)
  }

  /** Extrinsics, newest first. */
  extrinsics(query: ExtrinsicQuery = {}, options?: RequestOptions): Promise<Page<IndexedExtrinsic>> {
    return this.#requests.get('/api/extrinsics', query, options)
  }

  /** An extrinsic with its events, by hash or by block and index ("12-1"). */
  extrinsic(hashOrId: string, options?: RequestOptions): Promise<ExtrinsicDetail> {
    return this.#requests.get(`/api/extrinsics/${hashOrId}`, {}, options)
  }

  /** Events, newest first. */
  events(query: EventQuery = {}, options?: RequestOptions): Promise<Page<ChainEvent>> {
    return this.#requests.get('/api/events', query, options)
  }
}
