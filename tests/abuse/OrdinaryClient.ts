import { toHex } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import { addressOf, runtimeCall, storageKey, systemStorage } from '@echochain/frame'
import { balances, devAccount } from '@echochain/runtime'
import { ChainClient } from '@echochain/sdk'

const PAUSE_MS = 10
const PAYER = keypairFromUri('//Charlie', 'ed25519')
/** More than floods pay: an honest client that is in a hurry. */
const TIP = 10n ** 9n

export interface Latencies {
  readonly answers: number
  readonly medianMs: number
  readonly p99Ms: number
  readonly longestMs: number
  /** Transfers made meanwhile, and the time from sending one to hearing of the block it is in. */
  readonly inclusions: number
  readonly medianInclusionMs: number
  readonly longestInclusionMs: number
}

/** Somebody who asks one thing after the other, and now and then pays somebody, while others misbehave. */
export class OrdinaryClient {
  readonly #chain: ChainClient
  #tookMs: number[] = []
  #inclusionsMs: number[] = []
  #running: Promise<unknown> | undefined
  #stopped = false

  static async connect(url: string): Promise<OrdinaryClient> {
    return new OrdinaryClient(await ChainClient.connect(url))
  }

  private constructor(chain: ChainClient) {
    this.#chain = chain
  }

  get chain(): ChainClient {
    return this.#chain
  }

  start(): void {
    this.#tookMs = []
    this.#inclusionsMs = []
    this.#stopped = false
    this.#running = Promise.all([this.#ask(), this.#pay()])
    this.#running.catch(() => {}) // stop() tells
  }

  /** Rejects if anything asked for was not answered, or answered by an error. */
  async stop(): Promise<Latencies> {
    this.#stopped = true
    await this.#running
    const [tookMs, inclusionsMs] = [this.#tookMs, this.#inclusionsMs].map((all) => all.toSorted((a, b) => a - b))
    return {
      answers: tookMs.length,
      medianMs: quantile(tookMs, 0.5),
      p99Ms: quantile(tookMs, 0.99),
      longestMs: quantile(tookMs, 1),
      inclusions: inclusionsMs.length,
      medianInclusionMs: quantile(inclusionsMs, 0.5),
      longestInclusionMs: quantile(inclusionsMs, 1),
    }
  }

  close(): void {
    this.#chain.close()
  }

  async #ask(): Promise<void> {
    const { rpc } = this.#chain
    const key = toHex(storageKey(systemStorage.account, PAYER.account))
    const questions = [
      () => rpc.request('system_health', []),
      () => rpc.request('state_getStorage', [key]),
      () => rpc.request('chain_getHeader', []),
    ]
    for (let turn = 0; !this.#stopped; turn++) {
      const startMs = performance.now()
      await questions[turn % questions.length]()
      this.#tookMs.push(performance.now() - startMs)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  async #pay(): Promise<void> {
    const dest = addressOf(devAccount('Bob'))
    while (!this.#stopped) {
      const startMs = performance.now()
      await this.#chain.submit(runtimeCall(balances.calls.transferKeepAlive, { dest, value: 10n ** 9n }), PAYER, {
        tip: TIP,
      })
      this.#inclusionsMs.push(performance.now() - startMs)
    }
  }
}

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] * 10) / 10
