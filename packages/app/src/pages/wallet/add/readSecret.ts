import { checkPhrase, KeyError, secretFromUri, type SignatureScheme } from '@echochain/crypto'
import type { AccountSecret } from '../../../wallet/vault/AccountSecret.ts'

/** Words as people type them: in any case, with any space between them. */
export const normalizeWords = (entered: string): string => entered.trim().toLowerCase().split(/\s+/).join(' ')

/** Throws `KeyError` that says which word is wrong, or that they do not belong together. */
export function secretFromWords(entered: string, scheme: SignatureScheme = 'sr25519'): AccountSecret {
  const words = normalizeWords(entered)
  checkPhrase(words)
  return { scheme, bytes: secretFromUri(words, scheme), words }
}

/** Throws `KeyError`. */
export const secretFromTestUri = (uri: string, scheme: SignatureScheme = 'sr25519'): AccountSecret => ({
  scheme,
  bytes: secretFromUri(uri.trim(), scheme),
})

/** What is wrong with words that were entered, or undefined. */
export function findProblem(read: () => AccountSecret): string | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof KeyError) return error.message
    throw error
  }
}
