import type { Payment } from '@echochain/sdk'

/** What had been earned up to a moment. */
export interface GrowthPoint {
  readonly timestampMs: number
  readonly earned: bigint
}

/**
 * How earnings grew by the latest payments (newest first) to `total`: a point for each moment somebody paid, the oldest
 * first, after one for what had been earned before. Payments of unknown time are part of what came before.
 */
export function computeGrowth(payments: readonly Pick<Payment, 'block' | 'amount'>[], total: bigint): GrowthPoint[] {
  const points: GrowthPoint[] = []
  let earned = total
  for (const { block, amount } of payments) {
    const { timestampMs } = block
    if (timestampMs === null) break
    if (points[0]?.timestampMs !== timestampMs) points.unshift({ timestampMs, earned })
    earned -= BigInt(amount)
  }
  return points.length === 0 ? [] : [{ timestampMs: points[0].timestampMs - 1, earned }, ...points]
}
