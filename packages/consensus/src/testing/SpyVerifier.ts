import { InlineSignatureVerifier, type SignatureBatch, type SignatureVerifier } from '@echochain/crypto'

/** Verifies, and counts how often it had to. Verdicts can be held back. */
export class SpyVerifier implements SignatureVerifier {
  readonly #inner = new InlineSignatureVerifier()
  verified = 0
  /** Batches with signatures in them are not finished before this is settled. */
  gate: Promise<void> = Promise.resolve()

  begin(): SignatureBatch {
    const batch = this.#inner.begin()
    let isEmpty = true
    return {
      add: (signature, message, account) => {
        isEmpty = false
        this.verified++
        return batch.add(signature, message, account)
      },
      finish: async () => {
        if (!isEmpty) await this.gate
        return batch.finish()
      },
    }
  }

  close(): Promise<void> {
    return this.#inner.close()
  }
}
