import type { SignatureVerifier } from '@echochain/crypto'

/** Takes every signature for good: for what is measured apart from them. */
export const believing: SignatureVerifier = {
  begin: () => {
    let count = 0
    return { add: () => count++, finish: async () => Array.from({ length: count }, () => true) }
  },
  close: async () => {},
}
