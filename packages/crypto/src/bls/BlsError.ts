/** Bytes that are no BLS12-381 key or signature. */
export class BlsError extends Error {
  readonly code: 'BAD_SECRET_KEY' | 'BAD_SEED' | 'BAD_PUBLIC_KEY' | 'BAD_SIGNATURE' | 'NOTHING_TO_AGGREGATE'
  constructor(code: BlsError['code'], message: string) {
    super(message)
    this.code = code
  }
}
