import type { SignatureBatch, SignatureVerifier } from '@echochain/crypto'
import type { SignedParts } from '@echochain/frame'

/** Verifies single signatures as they come, those of one turn of the event loop together. */
export class SignatureBatcher {
  readonly #verifier: SignatureVerifier
  #open: { readonly batch: SignatureBatch; readonly verdicts: Promise<boolean[]> } | undefined

  constructor(verifier: SignatureVerifier) {
    this.#verifier = verifier
  }

  async verify({ signature, account }: SignedParts, payload: Uint8Array): Promise<boolean> {
    const { batch, verdicts } = (this.#open ??= this.#begin())
    const place = batch.add(signature, payload, account)
    return (await verdicts)[place]
  }

  #begin() {
    const batch = this.#verifier.begin()
    const verdicts = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.#open = undefined
      return batch.finish()
    })
    return { batch, verdicts }
  }
}
