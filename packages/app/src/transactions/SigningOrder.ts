import type { WalletAccount } from '../wallet/Wallet.ts'
import type { StoredTransaction } from './StoredTransaction.ts'
import type { MessageRequest, TransactionRequest } from './Transactions.ts'

/** A transaction that was signed and is to be sent. */
export type SignedTransaction = Pick<StoredTransaction, 'hash' | 'extrinsic' | 'nonce' | 'birth' | 'death'>

/** Something a person is asked to sign, with the account that was selected when it was asked. */
export type SigningOrder = {
  readonly id: number
  /** Undefined if there was none: then nothing can be signed. */
  readonly account: WalletAccount | undefined
  cancel(): void
} & (
  | { readonly type: 'transaction'; readonly request: TransactionRequest; accept(signed: SignedTransaction): void }
  | { readonly type: 'message'; readonly request: MessageRequest; accept(signature: Uint8Array): void }
)
