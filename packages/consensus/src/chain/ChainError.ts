/** Something asked of the chain that it cannot answer, or a chain that cannot go on. */
export class ChainError extends Error {
  readonly code: 'UNKNOWN_BLOCK' | 'UNKNOWN_RUNTIME' | 'WRONG_GENESIS' | 'DAMAGED'
  constructor(code: ChainError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
