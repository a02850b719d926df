import { loadPatiently } from '../network/loadPatiently.ts'
import { transactions as transactionsWords } from '../text/transactions.ts'

type FollowTransaction = typeof import('./followTransaction.ts').followTransaction

/** Loads what sends and follows transactions. Throws {@link FollowerMissing}. */
export async function loadFollower(): Promise<FollowTransaction> {
  try {
    return (await loadPatiently(() => import('./followTransaction.ts'))).followTransaction
  } catch (cause) {
    throw new FollowerMissing(cause)
  }
}

/** The market serves another version of the app by now. */
export class FollowerMissing extends Error {
  readonly code = 'FOLLOWER_MISSING'
  constructor(cause: unknown) {
    super(transactionsWords.cannotSend, { cause })
    this.name = 'FollowerMissing'
  }
}
