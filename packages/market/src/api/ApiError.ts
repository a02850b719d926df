import type { AudioErrorCode } from '../audio/index.ts'
import type { FaucetErrorCode } from '../faucet/FaucetError.ts'

/** Codes of this interface. Those of the market, of content and of sound files reach clients as well. */
export type ApiErrorCode =
  | 'BAD_REQUEST' // a parameter is missing or malformed
  | 'NOT_FOUND' // no such record, block, file or path
  | 'HOST_REFUSED' // the Host header names no host of this server
  | 'ORIGIN_REFUSED' // a page of a foreign origin asks
  | 'TOO_MANY_REQUESTS' // slow down
  | 'BUSY' // all places are taken; try again later

type AnyCode = ApiErrorCode | AudioErrorCode | FaucetErrorCode

/** A request that is answered with an error. */
export class ApiError extends Error {
  readonly code: AnyCode
  readonly status: number
  /** What to do about it. */
  readonly hint: string | undefined
  /** When to ask again, for the header `Retry-After`. */
  readonly retryAfterSeconds: number | undefined
  constructor(status: number, code: AnyCode, message: string, hint?: string, retryAfterSeconds?: number) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.hint = hint
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export const notFound = (what: string, hint?: string): ApiError => new ApiError(404, 'NOT_FOUND', what, hint)
export const badRequest = (what: string, hint?: string): ApiError => new ApiError(400, 'BAD_REQUEST', what, hint)
