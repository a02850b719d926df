export type ImportErrorCode =
  | 'UNDECODABLE_BLOCK'
  | 'TOO_LARGE'
  | 'ALREADY_KNOWN'
  | 'UNKNOWN_PARENT'
  | 'BELOW_FINALIZED'
  | 'WRONG_NUMBER'
  | 'BAD_DIGEST'
  | 'SLOT_NOT_AFTER_PARENT'
  | 'FUTURE_SLOT'
  | 'WRONG_PROPOSER'
  | 'WRONG_SET_ROOTS'
  | 'BAD_REVEAL'
  | 'BAD_SEAL'
  | 'WRONG_EXTRINSICS_ROOT'
  | 'UNDECODABLE_EXTRINSIC'
  | 'INVALID_EXTRINSIC'
  | 'EXECUTION_FAILED'
  | 'BAD_SIGNATURE'
  | 'WRONG_LOGS'
  | 'WRONG_STATE_ROOT'
  | 'QUEUE_FULL'
  | 'CLOSED'

/** A block that breaks a rule, or comes at the wrong time. It leaves no trace. */
export class ImportError extends Error {
  readonly code: ImportErrorCode
  constructor(code: ImportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
