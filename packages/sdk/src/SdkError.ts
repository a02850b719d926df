/** Something asked of the chain or the market that did not come about. */
export class SdkError extends Error {
  readonly code:
    | 'UNKNOWN_RUNTIME'
    | 'TRANSACTION_INVALID'
    | 'TRANSACTION_DROPPED'
    | 'TRANSACTION_FAILED'
    | 'WOULD_FAIL'
    | 'BLOCK_NOT_FOUND'
    | 'BAD_AMOUNT'
    | 'MARKET_FAILED'
    | 'BAD_PROOF'
    | 'BAD_SIGNATURE'
  constructor(code: SdkError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SdkError'
    this.code = code
  }
}
