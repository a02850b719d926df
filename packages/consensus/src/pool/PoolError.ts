/** A transaction the pool does not take, although it may be valid. */
export class PoolError extends Error {
  readonly code: 'ALREADY_IMPORTED' | 'TOO_LOW_PRIORITY' | 'POOL_FULL' | 'ACCOUNT_FULL' | 'BANNED'
  constructor(code: PoolError['code'], message: string) {
    super(message)
    this.code = code
  }
}
