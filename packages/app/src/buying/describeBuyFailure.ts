import { licences as licencesWords } from '../text/licences.ts'

/** The chain names what it refused as `SampleRegistry.PriceTooHigh: …`; what can happen to a buyer is said in words. */
export function describeBuyFailure(error: Error): Error {
  const name = /^SampleRegistry\.(\w+)/.exec(error.message)?.[1]
  const known = name === undefined ? undefined : licencesWords.buy.failures[name]
  return known === undefined ? error : new Error(known, { cause: error })
}
