export type KeyErrorCode =
  | 'BAD_URI'
  | 'BAD_SEED'
  | 'BAD_JUNCTION'
  | 'SOFT_JUNCTION'
  | 'WORD_COUNT'
  | 'UNKNOWN_WORD'
  | 'BAD_CHECKSUM'

/** A phrase, seed or derivation path from which no key can be made. The message never repeats a whole secret. */
export class KeyError extends Error {
  readonly code: KeyErrorCode
  /** For `UNKNOWN_WORD`: which word of the phrase, counted from 1. */
  readonly position?: number
  constructor(code: KeyErrorCode, message: string, position?: number) {
    super(message)
    this.code = code
    this.position = position
  }
}
