const ECHO = 10n ** 12n
const HOUR_SECONDS = 3_600

/** What a faucet gives and how often. Money of a development network is free; these keep one visitor from the rest. */
export interface FaucetRules {
  /** In units of 10⁻¹² ECHO. */
  readonly amount: bigint
  /** Who has as much gets nothing. */
  readonly enough: bigint
  /** An address gets the amount once in so many seconds; limits of clients count over the same time. */
  readonly everySeconds: number
  /** To one IPv4 address, or one IPv6 network of 64 bits. */
  readonly grantsPerClient: number
  /** To all together. */
  readonly grantsPerMinute: number
  /** Requests that wait while one is served; they are served one after the other because of the nonce. */
  readonly maxWaiting: number
}

/** 100 ECHO buy some ten samples; a class of thirty behind one address can all have them. */
export const DEFAULT_FAUCET_RULES: FaucetRules = {
  amount: 100n * ECHO,
  enough: 1_000n * ECHO,
  everySeconds: HOUR_SECONDS,
  grantsPerClient: 30,
  grantsPerMinute: 60,
  maxWaiting: 30,
}
