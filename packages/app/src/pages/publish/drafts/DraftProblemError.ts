import type { SampleId } from '@echochain/sdk'
import { publish as words } from '../../../text/publish.ts'
import type { DraftProblem } from './Draft.ts'

/** Why a file cannot go on, in words for the person who dropped it. */
export class DraftProblemError extends Error {
  readonly code: string
  readonly sample: SampleId | undefined
  constructor(code: string, message: string, sample?: SampleId) {
    super(message)
    this.name = 'DraftProblemError'
    this.code = code
    this.sample = sample
  }
}

/** What is kept of an error. Errors of files, market and wallet have codes; some messages say more to programs. */
export function problemOf(error: unknown): DraftProblem {
  const { code = 'FAILED', reason, message, sample } = error as Partial<DraftProblemError & { reason: string }>
  const name = reason ?? code
  return {
    code: name,
    message: words.problems[name as keyof typeof words.problems] ?? message ?? String(error),
    sample,
  }
}

/** Problems of files in which there is nothing to be heard. */
export const isSilent = ({ code }: DraftProblem): boolean =>
  ['EMPTY', 'UNREADABLE', 'UNSUPPORTED_FORMAT', 'DAMAGED'].includes(code)

/** Problems that trying again cannot help. */
export const isFinal = ({ code }: DraftProblem): boolean =>
  ['EMPTY', 'TOO_LARGE', 'DUPLICATE', 'REGISTERED', 'UNSUPPORTED_FORMAT', 'DAMAGED', 'TOO_LONG'].includes(code)
