export type StateErrorCode =
  | 'NO_STATE'
  | 'NOT_EMPTY'
  | 'UNKNOWN_BLOCK'
  | 'STATE_PRUNED'
  | 'BAD_KEY'
  | 'DUPLICATE_KEY'
  | 'WRONG_EXISTED'
  | 'INVALID_PROOF'
  | 'BAD_SNAPSHOT'
  | 'LOCKED'
  | 'WRONG_FORMAT'
  | 'DAMAGED'
  | 'READ_ONLY'
  | 'WRITE_FAILED'
  | 'CLOSED'

/** What the state refuses or cannot do; `code` tells callers apart what the message tells people. */
export class StateError extends Error {
  readonly code: StateErrorCode
  constructor(code: StateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
