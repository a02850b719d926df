/** Bounds of a pool; whatever is over them is refused, or makes the worst paid give way. */
export interface PoolLimits {
  readonly transactions: number
  readonly bytes: number
  /** Of one account, so that nobody can fill the pool alone. */
  readonly perAccount: number
  /** Transactions that wait for an earlier nonce: they may never have to pay, so they get little room. */
  readonly future: number
  readonly futurePerAccount: number
  /** Transactions whose signatures are being verified. */
  readonly incoming: number
  /** Transactions in blocks that are not final; the oldest are given up, which without finality has to be. */
  readonly included: number
}

/** Several full blocks of the largest presets. */
export const DEFAULT_POOL_LIMITS: PoolLimits = {
  transactions: 40_000,
  bytes: 64 * 1024 * 1024,
  perAccount: 1_024,
  future: 4_096,
  futurePerAccount: 64,
  incoming: 8_192,
  included: 100_000,
}
