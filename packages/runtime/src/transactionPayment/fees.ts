import type { Weight } from '@echochain/frame'
import { FIXED_ONE } from './declarations.ts'

/** Every signed extrinsic pays this (0.0005 ECHO). */
const BASE_FEE = 500_000_000n
/** For each byte of the extrinsic (0.000001 ECHO). */
const BYTE_FEE = 1_000_000n
/** For each microsecond of weight, before the multiplier (0.000007 ECHO). */
const MICROSECOND_FEE = 7_000_000n
const PICOSECONDS_PER_MICROSECOND = 1_000_000n

/** The multiplier never falls below one: an idle chain still has to be paid for. */
const LEAST_MULTIPLIER = FIXED_ONE

const TREASURY_PERCENT = 20n
const PROPOSER_PERCENT = 30n

export interface InclusionFee {
  readonly base: bigint
  readonly length: bigint
  /** Grows while blocks are more than half full. */
  readonly weight: bigint
}

export const computeInclusionFee = (length: number, weight: Weight, multiplier: bigint): InclusionFee => ({
  base: BASE_FEE,
  length: BYTE_FEE * BigInt(length),
  weight: (((BigInt(weight) * MICROSECOND_FEE) / PICOSECONDS_PER_MICROSECOND) * multiplier) / FIXED_ONE,
})

export const totalFee = ({ base, length, weight }: InclusionFee): bigint => base + length + weight

export interface FeeShares {
  readonly treasury: bigint
  readonly proposer: bigint
  readonly burned: bigint
}

/** Of a fee ⌊20 %⌋ goes to the treasury, ⌊30 %⌋ to the proposer, the rest is burned; the tip is the proposer's. */
export function splitFee(fee: bigint, tip: bigint): FeeShares {
  const treasury = (fee * TREASURY_PERCENT) / 100n
  const proposersPart = (fee * PROPOSER_PERCENT) / 100n
  return { treasury, proposer: proposersPart + tip, burned: fee - treasury - proposersPart }
}

/** m' = m·(1 + (w − w̄)/(8·w̄)) with target w̄ = half of the capacity, in whole numbers (protocol.md §5). */
export function computeNextMultiplier(multiplier: bigint, weight: Weight, capacity: Weight): bigint {
  const target = BigInt(Math.floor(capacity / 2))
  const next = multiplier + (multiplier * (BigInt(weight) - target)) / (8n * target)
  return next < LEAST_MULTIPLIER ? LEAST_MULTIPLIER : next
}
