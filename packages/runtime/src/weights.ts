import type { Weight } from '@echochain/frame'

// Execution times in picoseconds, constants of this spec version. Measured as in docs/performance.md; chosen so that a
// full block executes in at most half of the time until votes are due.

const MICROSECOND: Weight = 1_000_000

/** Decoding, signature, nonce and fee of a signed extrinsic. */
export const BASE_EXTRINSIC_WEIGHT = 40 * MICROSECOND
export const TRANSFER_WEIGHT = 10 * MICROSECOND
/** What a block's capacity in transfers is counted in. */
export const TRANSFER_EXTRINSIC_WEIGHT = BASE_EXTRINSIC_WEIGHT + TRANSFER_WEIGHT
export const SMALL_CALL_WEIGHT = 5 * MICROSECOND
/** Writes a sample record of up to 2.5 KB and its index entry. */
export const REGISTER_SAMPLE_WEIGHT = 120 * MICROSECOND
export const UPDATE_SAMPLE_WEIGHT = 60 * MICROSECOND
/** Pays at most 153 accounts: 8 parents with an owner and 16 shares each, 16 shares, the owner. */
export const BUY_LICENCE_WEIGHT = 600 * MICROSECOND
export const LICENCE_WEIGHT = 30 * MICROSECOND
