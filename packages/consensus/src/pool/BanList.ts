import type { Hash } from '@echochain/codec'
import type { Clock } from '../clock/Clock.ts'

const BAN_MS = 30 * 60 * 1000
/** Old bans make room for new ones. */
const MAX_BANS = 4_096

/** Transactions that were found invalid: for some time they are refused without another look. */
export class BanList {
  readonly #clock: Clock
  readonly #until = new Map<Hash, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(hash: Hash): void {
    this.#until.delete(hash)
    this.#until.set(hash, this.#clock.now() + BAN_MS)
    if (this.#until.size > MAX_BANS) this.#until.delete(this.#until.keys().next().value!)
  }

  has(hash: Hash): boolean {
    const until = this.#until.get(hash)
    if (until === undefined) return false
    if (until > this.#clock.now()) return true
    this.#until.delete(hash)
    return false
  }
}
