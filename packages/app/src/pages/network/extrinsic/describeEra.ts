import { text } from '../../../text/text.ts'

/** For how long a transaction could have been included, as the market's JSON has it. */
export function describeEra(era: unknown): string | undefined {
  if (typeof era !== 'object' || era === null) return undefined
  const { type, period } = era as { readonly type?: string; readonly period?: number }
  if (type === 'Immortal') return text.network.extrinsic.immortal
  return period === undefined ? undefined : text.network.extrinsic.mortal(period)
}
