import type { Hash } from '@echochain/codec'
import { SdkError } from '../SdkError.ts'

/** What a node says of a transaction it was given (`author_extrinsicUpdate`). */
export type NodeTransactionStatus =
  | 'future'
  | 'ready'
  | 'dropped'
  | 'invalid'
  | { readonly broadcast: readonly string[] }
  | { readonly inBlock: Hash }
  | { readonly retracted: Hash }
  | { readonly finalized: Hash }
  | { readonly finalityTimeout: Hash }
  | { readonly usurped: Hash }

export type WatchedStatus =
  | { readonly type: 'future' | 'ready' | 'broadcast' }
  | { readonly type: 'retracted'; readonly block: Hash }
  | { readonly type: 'inBlock'; readonly block: Hash }
  | { readonly type: 'finalized'; readonly block: Hash }

const FAILURES: Readonly<Record<string, string>> = {
  invalid: 'The transaction became invalid before it was included: its nonce was used, or it can no longer pay',
  dropped: 'The node dropped the transaction, because better paid ones filled its pool; try again with a tip',
  usurped: 'Another transaction with the same nonce took the place of this one',
  finalityTimeout: 'The block with the transaction has not become final for a long time',
}

/** The status in plain form. Throws `SdkError` where the transaction has come to an end without success. */
export function readStatus(status: NodeTransactionStatus): WatchedStatus {
  const [type, value] = typeof status === 'string' ? [status, undefined] : Object.entries(status)[0]
  const failure = FAILURES[type]
  if (failure) throw new SdkError(type === 'invalid' ? 'TRANSACTION_INVALID' : 'TRANSACTION_DROPPED', failure)
  if (type === 'inBlock' || type === 'finalized' || type === 'retracted') return { type, block: value as Hash }
  return { type: type as 'future' | 'ready' | 'broadcast' }
}
