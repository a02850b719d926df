import type { Hash } from '@echochain/codec'
import type { StoredTransaction } from './StoredTransaction.ts'

interface InBlock {
  readonly block: { readonly hash: Hash; readonly number: number }
  /** Why its call failed; undefined if it did what it was meant to do. */
  readonly failure?: string
}

/** What is learnt of a transaction. */
export type TransactionNews =
  | { readonly type: 'sent' | 'retracted' | 'expired' }
  | ({ readonly type: 'inBlock' | 'finalized' } & InBlock)
  /** It will not be included, for the reason given. */
  | { readonly type: 'refused'; readonly reason: string }

/**
 * A transaction after news of it. What is settled stays as it is. News may repeat and skip stages: a node that was
 * connected to anew may tell of a block first.
 */
export function advance(transaction: StoredTransaction, news: TransactionNews): StoredTransaction {
  if (transaction.settled) return transaction
  const { block: _, problem: __, ...plain } = transaction
  switch (news.type) {
    case 'sent':
      return transaction.block
        ? transaction
        : { ...plain, stage: transaction.stage === 'retracted' ? 'retracted' : 'sent' }
    case 'retracted':
      return transaction.block ? { ...plain, stage: 'retracted' } : transaction
    case 'inBlock':
    case 'finalized': {
      const { block, failure, type } = news
      const settled = type === 'finalized'
      return failure === undefined
        ? { ...plain, stage: type, block, settled }
        : { ...plain, stage: 'failed', block, problem: failure, settled }
    }
    case 'expired':
      return { ...plain, stage: 'expired', settled: true }
    case 'refused':
      return { ...plain, stage: 'failed', problem: news.reason, settled: true }
  }
}
