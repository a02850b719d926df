import { fromHex } from '@echochain/codec'
import { type ChainClient, type Inclusion, isConnectionError, JsonRpcError, SdkError } from '@echochain/sdk'
import type { TransactionNews } from './advance.ts'
import { transactions as transactionsWords } from '../text/transactions.ts'
import { findPlace } from './findPlace.ts'
import type { StoredTransaction } from './StoredTransaction.ts'

interface FollowOptions {
  chain(): Promise<ChainClient>
  /** Waits for about a block. */
  wait(): Promise<void>
  /** Told whatever is learnt. `error` is why a transaction was refused. */
  onNews(news: TransactionNews, details: { readonly inclusion?: Inclusion; readonly error?: Error }): void
  /** Whether it was never sent before, so that it need not be looked for. */
  readonly fresh: boolean
}

const { replaced } = transactionsWords

/** Of `author_submitAndWatchExtrinsic`: the node has it already. */
const ALREADY_IMPORTED = 1013

/**
 * Follows a transaction until it is final or will never be. It is sent (again, after a lost connection or a reload) unless
 * it is found in a block; what becomes of it without this page watching is found out from the chain itself. Never
 * rejects.
 */
export async function followTransaction(transaction: StoredTransaction, options: FollowOptions): Promise<void> {
  const { chain, wait } = options
  let isIn = transaction.block !== undefined
  const onNews: FollowOptions['onNews'] = (news, details) => {
    if (news.type === 'inBlock') isIn = true
    else if (news.type === 'retracted') isIn = false
    options.onNews(news, details)
  }
  let look = !options.fresh
  let seen: Inclusion | undefined
  let refusal: Error | undefined
  for (;;) {
    try {
      const client = await chain()
      const place = look ? await findPlace(client, transaction, seen) : ({ type: 'open' } as const)
      look = true
      if (place.type === 'undecided' || place.type === 'open') {
        if (isIn) onNews({ type: 'retracted' }, {})
        seen = undefined
      }
      if (place.type !== 'open') refusal = undefined // the node may take it again after other blocks than these
      switch (place.type) {
        case 'inBlock':
        case 'finalized':
          seen = place.inclusion
          onNews(newsOf(client, place.type, seen), { inclusion: seen })
          if (place.type === 'finalized') return
          break
        case 'expired':
          return onNews({ type: 'expired' }, {})
        case 'replaced':
          return onNews({ type: 'refused', reason: replaced }, { error: new SdkError('TRANSACTION_INVALID', replaced) })
        case 'open':
          if (refusal) return onNews({ type: 'refused', reason: refusal.message }, { error: refusal })
          refusal = await watch(client, transaction, onNews)
          if (refusal === FINAL) return
          if (refusal) continue
      }
    } catch (error) {
      if (!isConnectionError(error)) console.warn('A transaction is looked for again', error)
    }
    await wait()
  }
}

/** Stands for a transaction that has become final. */
const FINAL = new Error('final')

/** Sends and watches. Returns {@link FINAL}, why the node refuses it, or nothing where it is to be looked for again. */
async function watch(
  client: ChainClient,
  { extrinsic }: StoredTransaction,
  onNews: FollowOptions['onNews'],
): Promise<Error | undefined> {
  try {
    await client.submitSigned(fromHex(extrinsic), {
      until: 'finalized',
      onProgress: (progress) => {
        if (progress.type === 'retracted') onNews({ type: 'retracted' }, {})
        else if (progress.type === 'inBlock' || progress.type === 'finalized')
          onNews(newsOf(client, progress.type, progress), { inclusion: progress })
        else if (progress.type !== 'signed') onNews({ type: 'sent' }, {})
      },
    })
    return FINAL
  } catch (error) {
    if (isConnectionError(error)) return undefined
    if (error instanceof JsonRpcError) return error.code === ALREADY_IMPORTED ? undefined : error
    if (!(error instanceof SdkError)) throw error
    if (error.code === 'TRANSACTION_FAILED') return FINAL
    return error.code === 'TRANSACTION_INVALID' ? error : undefined
  }
}

const newsOf = (client: ChainClient, type: 'inBlock' | 'finalized', inclusion: Inclusion): TransactionNews => ({
  type,
  block: { hash: inclusion.block, number: inclusion.blockNumber },
  failure: client.failureOf(inclusion),
})
