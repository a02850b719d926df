export type BlockFileErrorCode =
  | 'BAD_BLOCK'
  | 'DAMAGED'
  | 'FILE_EXISTS'
  | 'NOT_A_BLOCK_FILE'
  | 'WRONG_FORMAT'
  | 'WRONG_NETWORK'

/** What is wrong with a file of blocks, and what to do. */
export class BlockFileError extends Error {
  readonly code: BlockFileErrorCode
  constructor(code: BlockFileErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
