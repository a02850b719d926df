import { network as networkWords } from '../../../text/network.ts'

/** For how long a transaction could have been included, as the market's JSON has it. */
export function describeEra(era: unknown): string | undefined {
  if (typeof era !== 'object' || era === null) return undefined
  const { type, period } = era as { readonly type?: string; readonly period?: number }
  if (type === 'Immortal') return networkWords.extrinsic.immortal
  return period === undefined ? undefined : networkWords.extrinsic.mortal(period)
}
