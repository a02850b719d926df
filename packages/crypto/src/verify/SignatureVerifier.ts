import type { AccountId } from '@echochain/codec'
import type { MultiSignature } from '../account/MultiSignature.ts'

/** Verifies account signatures in batches, somewhere. */
export interface SignatureVerifier {
  begin(): SignatureBatch
  /** Ends what was started for it. Batches begun before can still be finished, new ones cannot be begun. */
  close(): Promise<void>
}

/** Signatures whose verdicts are wanted together. Work on them may start as they are added. */
export interface SignatureBatch {
  /**
   * Takes a signature in and returns its place in the verdicts. The bytes may not change before the batch is finished.
   * Throws {@link VerifierError} `BATCH_FULL` or `FINISHED`.
   */
  add(signature: MultiSignature, message: Uint8Array, account: AccountId): number
  /** Whether each signature is valid, in the order they were added. Lets the event loop turn while it works. */
  finish(): Promise<boolean[]>
}

/** Four times the extrinsics of the largest block: more in one batch is a mistake, not work. */
export const MAX_BATCH = 100_000

/** Wrong use of a {@link SignatureVerifier}. */
export class VerifierError extends Error {
  readonly code: 'BATCH_FULL' | 'FINISHED' | 'CLOSED'
  constructor(code: VerifierError['code'], message: string) {
    super(message)
    this.code = code
  }
}
