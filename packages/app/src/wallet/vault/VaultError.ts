/** A secret that could not be encrypted or opened. */
export class VaultError extends Error {
  readonly code: 'WRONG_PASSWORD' | 'UNKNOWN_FORMAT' | 'NO_CRYPTO' | 'BAD_KEYSTORE'
  constructor(code: VaultError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'VaultError'
    this.code = code
  }
}
