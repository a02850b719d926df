import { ContentError } from '@echochain/content'
import { AudioError } from '../audio/index.ts'
import { MarketError } from '../MarketError.ts'
import { ApiError } from './ApiError.ts'
import { describeIssue, type ValidationIssue } from './describeIssue.ts'

export interface Failure {
  readonly status: number
  /** For the header `Retry-After`. */
  readonly retryAfterSeconds?: number
  readonly body: { readonly code: string; readonly message: string; readonly hint?: string }
}

/** SQLSTATE of a text that no database can hold. */
const ZERO_BYTE = '22021'
const RETRY = 'Try again in a few seconds'

/** A request that does not fit the schema of its route. */
export interface InvalidRequest {
  readonly issues: readonly ValidationIssue[]
  /** The names its query may have. */
  readonly parameters: readonly string[]
}

/** The answer to a request that failed. What is our own fault is told without details. */
export function describeFailure(error: unknown, invalid: InvalidRequest | undefined): Failure {
  if (invalid) {
    const isUnknown = invalid.issues.some(({ keyword }) => keyword === 'unrecognized_keys')
    const { parameters } = invalid
    const hint =
      parameters.length > 0 ? `The parameters here are ${parameters.join(', ')}` : 'There are no parameters here'
    return failure(400, 'BAD_REQUEST', invalid.issues.map(describeIssue).join('; '), isUnknown ? hint : undefined)
  }
  if (error instanceof ApiError) {
    const { retryAfterSeconds } = error
    return { ...failure(error.status, error.code, error.message, error.hint), retryAfterSeconds }
  }
  if (error instanceof MarketError) return failure(503, error.code, error.message, RETRY)
  if (error instanceof AudioError) return failure(503, error.code, error.message, RETRY)
  if (error instanceof ContentError && error.code === 'BAD_CID') return failure(400, error.code, error.message)
  const { statusCode, message, code } = error as { statusCode?: number; message?: string; code?: unknown }
  if (code === ZERO_BYTE)
    return failure(400, 'BAD_REQUEST', 'A text in the request has a zero byte (%00), which no text here has')
  // Fastify's own: a body that is too large or no JSON, and the like.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return failure(statusCode, 'BAD_REQUEST', message ?? 'The request is malformed')
  return failure(500, 'INTERNAL', 'The market could not answer this', 'If it happens again, look into its log')
}

const failure = (status: number, code: string, message: string, hint?: string): Failure => ({
  status,
  body: { code, message, ...(hint === undefined ? {} : { hint }) },
})
