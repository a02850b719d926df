import { ContentError } from '@echochain/content'
import { AudioError } from '../audio/index.ts'
import { MarketError } from '../MarketError.ts'
import { ApiError } from './ApiError.ts'

export interface Failure {
  readonly status: number
  /** For the header `Retry-After`. */
  readonly retryAfterSeconds?: number
  readonly body: { readonly code: string; readonly message: string; readonly hint?: string }
}

const RETRY = 'Try again in a few seconds'

/** What a schema has against a request, as the type provider reports it. */
export interface ValidationIssue {
  readonly instancePath: string
  readonly message?: string
  readonly params?: Readonly<Record<string, unknown>>
}

/** The answer to a request that failed. What is our own fault is told without details. */
export function describeFailure(error: unknown, issues: readonly ValidationIssue[]): Failure {
  if (issues.length > 0) {
    const complaints = issues.map((issue) => `${issue.instancePath.slice(1)}: ${complaintOf(issue)}`)
    return failure(400, 'BAD_REQUEST', complaints.join('; '))
  }
  if (error instanceof ApiError) {
    const { retryAfterSeconds } = error
    return { ...failure(error.status, error.code, error.message, error.hint), retryAfterSeconds }
  }
  if (error instanceof MarketError) return failure(503, error.code, error.message, RETRY)
  if (error instanceof AudioError) return failure(503, error.code, error.message, RETRY)
  if (error instanceof ContentError && error.code === 'BAD_CID') return failure(400, error.code, error.message)
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  // Fastify's own: a body that is too large or no JSON, and the like.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return failure(statusCode, 'BAD_REQUEST', message ?? 'The request is malformed')
  return failure(500, 'INTERNAL', 'The market could not answer this', 'If it happens again, look into its log')
}

const failure = (status: number, code: string, message: string, hint?: string): Failure => ({
  status,
  body: { code, message, ...(hint === undefined ? {} : { hint }) },
})

/** Where one value or several may stand, what is wrong with it as one value says more than that it is neither. */
function complaintOf({ message = 'malformed', params }: ValidationIssue): string {
  const { errors } = (params ?? {}) as { errors?: { message: string }[][] }
  return errors?.[0]?.[0]?.message ?? message
}
