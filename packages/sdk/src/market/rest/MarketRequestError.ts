import { SdkError } from '../../SdkError.ts'

/** What a market that answered says about it. */
export interface MarketRefusal {
  /** The market's own code, such as `NOT_FOUND`. */
  readonly reason?: string
  /** What to do about it. */
  readonly hint?: string
  /** HTTP status. */
  readonly status: number
  /** When it makes sense to ask again. */
  readonly retryAfterSeconds?: number
}

/** A request to a market that failed, with code `MARKET_FAILED`. Without a `status` no market answered. */
export class MarketRequestError extends SdkError {
  readonly status: number | undefined
  readonly reason: string | undefined
  readonly hint: string | undefined
  readonly retryAfterSeconds: number | undefined
  constructor(message: string, refusal: Partial<MarketRefusal> = {}, options?: ErrorOptions) {
    super('MARKET_FAILED', message, options)
    this.name = 'MarketRequestError'
    this.status = refusal.status
    this.reason = refusal.reason
    this.hint = refusal.hint
    this.retryAfterSeconds = refusal.retryAfterSeconds
  }
}
