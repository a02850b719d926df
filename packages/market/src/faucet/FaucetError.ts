export type FaucetErrorCode =
  | 'FAUCET_WAIT' // the address, its client or everybody had their share; come again later
  | 'FAUCET_NOT_NEEDED' // the address has enough
  | 'FAUCET_BUSY' // too many wait already
  | 'FAUCET_EMPTY' // nothing is left to give
  | 'FAUCET_FAILED' // the node did not take the transfer, or is away

/** Why the faucet gave nothing. */
export class FaucetError extends Error {
  readonly code: FaucetErrorCode
  /** When it makes sense to ask again; undefined where that does not depend on time. */
  readonly retryAfterSeconds: number | undefined
  constructor(
    code: FaucetErrorCode,
    message: string,
    { retryAfterSeconds, cause }: { readonly retryAfterSeconds?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.name = 'FaucetError'
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}
