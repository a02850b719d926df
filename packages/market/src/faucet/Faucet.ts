import { type AccountId, type Hash, ss58Encode } from '@echochain/codec'
import type { Clock, Logger } from '@echochain/consensus'
import { clientNetwork } from './clientNetwork.ts'
import { FaucetError } from './FaucetError.ts'
import type { FaucetLedger } from './FaucetLedger.ts'
import { DEFAULT_FAUCET_RULES, type FaucetRules } from './FaucetRules.ts'
import type { FaucetWallet } from './FaucetWallet.ts'

const MINUTE_MS = 60_000
const BUSY_SECONDS = 5

export interface FaucetParts {
  readonly ledger: FaucetLedger
  readonly wallet: FaucetWallet
  readonly clock: Clock
  readonly logger: Logger
  readonly rules?: Partial<FaucetRules>
}

/** Gives play money to whoever asks, within its {@link rules}, one after the other. */
export class Faucet {
  readonly rules: FaucetRules
  readonly #parts: FaucetParts
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(parts: FaucetParts) {
    this.#parts = parts
    this.rules = { ...DEFAULT_FAUCET_RULES, ...parts.rules }
  }

  /** Whom gifts come from. */
  get account(): AccountId {
    return this.#parts.wallet.account
  }

  /**
   * Sends the amount to an account; `ip` is where the request came from. Resolves with the hash of the transfer once the
   * node has it. Throws FaucetError.
   */
  async request(account: AccountId, ip: string): Promise<Hash> {
    if (this.#waiting >= this.rules.maxWaiting)
      throw new FaucetError('FAUCET_BUSY', 'Many ask the faucet just now', { retryAfterSeconds: BUSY_SECONDS })
    this.#waiting++
    const turn = this.#last.then(() => this.#serve(account, clientNetwork(ip)))
    this.#last = turn.catch(() => {}) // who asked hears of it
    try {
      return await turn
    } finally {
      this.#waiting--
    }
  }

  async close(): Promise<void> {
    await this.#parts.wallet.close()
    await this.#last
  }

  async #serve(account: AccountId, client: string): Promise<Hash> {
    const { ledger, wallet, clock, logger } = this.#parts
    const address = ss58Encode(account)
    await this.#expectTurn(address, client)
    if ((await wallet.balanceOf(account)) >= this.rules.enough)
      throw new FaucetError('FAUCET_NOT_NEEDED', 'The faucet is for accounts that have little; this one has enough')
    // Noted before it is sent: a process that ends in between must not give twice.
    const grant = await ledger.add({ address, client, atMs: clock.now() })
    const takeBack = async (error: Error) => {
      logger.warn('A transfer of the faucet came to nothing', { address, message: error.message })
      try {
        await ledger.remove(grant)
      } catch {} // it counts until it is forgotten
    }
    try {
      return await wallet.send(account, this.rules.amount, (error) => void takeBack(error))
    } catch (error) {
      await takeBack(error as Error)
      throw error
    }
  }

  /** Throws FaucetError `FAUCET_WAIT` with the time when it is the address' turn. */
  async #expectTurn(address: string, client: string): Promise<void> {
    const { ledger, clock } = this.#parts
    const { everySeconds, grantsPerClient, grantsPerMinute } = this.rules
    const [now, periodMs] = [clock.now(), everySeconds * 1000]
    await ledger.forgetBefore(now - Math.max(periodMs, MINUTE_MS))
    const expect = (oldest: number | undefined, spanMs: number, reason: string) => {
      if (oldest === undefined || oldest + spanMs <= now) return
      // A clock that was set back must not keep anybody waiting for longer than the rule says.
      const retryAfterSeconds = Math.ceil(Math.min(spanMs, oldest + spanMs - now) / 1000)
      throw new FaucetError('FAUCET_WAIT', reason, { retryAfterSeconds })
    }
    expect(await ledger.lastOf(address), periodMs, 'The faucet gave to this address not long ago')
    const ofClient = await ledger.timesOfClient(client, grantsPerClient)
    expect(ofClient.at(grantsPerClient - 1), periodMs, 'The faucet gave to many addresses from where you are')
    const all = await ledger.times(grantsPerMinute)
    expect(all.at(grantsPerMinute - 1), MINUTE_MS, 'Many ask the faucet just now')
  }
}
