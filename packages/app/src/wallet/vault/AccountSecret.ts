import type { SignatureScheme } from '@echochain/crypto'

/** What an account's keys are made of. */
export interface AccountSecret {
  readonly scheme: SignatureScheme
  /** 32 bytes; for sr25519 the 64 of the expanded key. */
  readonly bytes: Uint8Array
  /** The words it came from, if it did. */
  readonly words?: string
}
