import type { Clock } from '../clock/Clock.ts'

/** Faults in a row that are forgiven, each after a longer pause. */
const MAX_STRIKES = 3
const FIRST_PAUSE_MS = 2_000
const FIRST_BAN_MS = 60_000
const LONGEST_BAN_MS = 60 * 60 * 1_000
/** Addresses remembered; whoever was seen longest ago is forgotten first. */
const MAX_ADDRESSES = 1_024

interface Conduct {
  strikes: number
  bans: number
  pausedUntilMs: number
  bannedUntilMs: number
}

/** How peers behaved, by address, also after they are gone. */
export class PeerMemory {
  readonly #clock: Clock
  readonly #conduct = new Map<string, Conduct>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  isBanned(address: string): boolean {
    return (this.#conduct.get(address)?.bannedUntilMs ?? 0) > this.#clock.now()
  }

  isPaused(address: string): boolean {
    return this.pausedUntilMs(address) > this.#clock.now()
  }

  pausedUntilMs(address: string): number {
    return this.#conduct.get(address)?.pausedUntilMs ?? 0
  }

  strikes(address: string): number {
    return this.#conduct.get(address)?.strikes ?? 0
  }

  /** Each ban is twice as long as the one before. */
  ban(address: string): void {
    const conduct = this.#touch(address)
    conduct.bannedUntilMs = this.#clock.now() + Math.min(LONGEST_BAN_MS, FIRST_BAN_MS * 2 ** conduct.bans++)
    conduct.strikes = 0
    conduct.pausedUntilMs = 0
  }

  /** Notes a fault that may have been an accident. False when there were too many in a row. */
  pause(address: string): boolean {
    const conduct = this.#touch(address)
    conduct.pausedUntilMs = this.#clock.now() + FIRST_PAUSE_MS * 2 ** conduct.strikes
    return ++conduct.strikes < MAX_STRIKES
  }

  /** Leaves it alone for a moment, through no fault of its own. */
  spare(address: string): void {
    this.#touch(address).pausedUntilMs = this.#clock.now() + FIRST_PAUSE_MS
  }

  /** It did well: earlier faults were accidents. */
  praise(address: string): void {
    const conduct = this.#conduct.get(address)
    if (conduct) conduct.strikes = 0
  }

  #touch(address: string): Conduct {
    const conduct = this.#conduct.get(address) ?? { strikes: 0, bans: 0, pausedUntilMs: 0, bannedUntilMs: 0 }
    this.#conduct.delete(address)
    this.#conduct.set(address, conduct)
    if (this.#conduct.size > MAX_ADDRESSES) this.#conduct.delete(this.#conduct.keys().next().value!)
    return conduct
  }
}
