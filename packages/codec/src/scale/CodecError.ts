export type CodecErrorCode =
  | 'UNEXPECTED_END'
  | 'TRAILING_BYTES'
  | 'NON_CANONICAL_COMPACT'
  | 'BAD_BOOL'
  | 'UNKNOWN_VARIANT'
  | 'INVALID_UTF8'
  | 'TOO_LONG'
  | 'TOO_DEEP'
  | 'OUT_OF_RANGE'

/** Bytes that are not the one encoding of a value, or a value its codec cannot express. */
export class CodecError extends Error {
  readonly code: CodecErrorCode
  constructor(code: CodecErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
