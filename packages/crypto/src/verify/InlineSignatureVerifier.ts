import type { AccountId } from '@echochain/codec'
import type { MultiSignature } from '../account/MultiSignature.ts'
import { MAX_BATCH, type SignatureBatch, type SignatureVerifier, VerifierError } from './SignatureVerifier.ts'
import { verifySignature } from './verifySignature.ts'

interface Entry {
  readonly signature: MultiSignature
  readonly message: Uint8Array
  readonly account: AccountId
}

/** Signatures between two turns of the event loop: 3 ms of the slowest scheme with native code, 40 ms without. */
const SLICE = 16

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

/** Verifies on the calling thread, in slices: for browsers, small tools and tests. */
export class InlineSignatureVerifier implements SignatureVerifier {
  #closed = false

  begin(): SignatureBatch {
    if (this.#closed) throw new VerifierError('CLOSED', 'This signature verifier has been closed')
    return new InlineSignatureBatch()
  }

  async close(): Promise<void> {
    this.#closed = true
  }
}

class InlineSignatureBatch implements SignatureBatch {
  readonly #entries: Entry[] = []
  #finished = false

  add(signature: MultiSignature, message: Uint8Array, account: AccountId): number {
    if (this.#finished) throw new VerifierError('FINISHED', 'This batch has been finished; begin another')
    if (this.#entries.length === MAX_BATCH)
      throw new VerifierError('BATCH_FULL', `A batch takes at most ${MAX_BATCH} signatures`)
    return this.#entries.push({ signature, message, account }) - 1
  }

  async finish(): Promise<boolean[]> {
    if (this.#finished) throw new VerifierError('FINISHED', 'This batch has been finished already')
    this.#finished = true
    const verdicts: boolean[] = []
    for (const { signature, message, account } of this.#entries) {
      if (verdicts.length > 0 && verdicts.length % SLICE === 0) await nextTurn()
      verdicts.push(verifySignature(signature, message, account))
    }
    return verdicts
  }
}
