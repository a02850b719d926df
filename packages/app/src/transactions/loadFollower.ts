import { loadPatiently } from '../network/loadPatiently.ts'

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
    super(
      'The part of this app that sends transactions could not be loaded, so nothing was sent. Load the page again.',
      {
        cause,
      },
    )
    this.name = 'FollowerMissing'
  }
}
