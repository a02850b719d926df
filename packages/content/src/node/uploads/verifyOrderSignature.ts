import { type AccountId, decode, utf8 } from '@echochain/codec'
import { MultiSignature, verifySignature } from '@echochain/crypto'
import { uploadMessage, type UploadOrder, wrapForWallet } from '../../upload/UploadOrder.ts'

/** Whether `signature` (bytes of a MultiSignature) is the account's signature of `message`. */
export type VerifyMessage = (signature: Uint8Array, message: Uint8Array, account: AccountId) => boolean

/** By the chain's own rules (protocol.md §1). */
export const verifyMessage: VerifyMessage = (signature, message, account) => {
  try {
    return verifySignature(decode(MultiSignature, signature), message, account)
  } catch {
    return false // no MultiSignature at all
  }
}

/** Whether the account signed the order, plainly or as browser wallets wrap a text. */
export function verifyOrderSignature(
  verify: VerifyMessage,
  order: UploadOrder,
  signature: Uint8Array,
  account: AccountId,
): boolean {
  const message = uploadMessage(order)
  return [message, wrapForWallet(message)].some((text) => verify(signature, utf8(text), account))
}
