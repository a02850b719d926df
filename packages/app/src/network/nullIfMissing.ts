import { MarketRequestError } from '@echochain/sdk'

/**
 * What the market does not know (yet) as null: an answer like any other, which stays on the screen while it is asked for
 * anew with the next block, unlike an error.
 */
export async function nullIfMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof MarketRequestError && error.status === 404) return null
    throw error
  }
}
