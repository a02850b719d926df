/** SHA-256 of bytes that come in pieces. */
export interface RunningSha256 {
  update(bytes: Uint8Array): void
  /** The 32 bytes of the hash; the object is used up. */
  digest(): Uint8Array
}

export { createRunningSha256 } from '#runningSha256'
