import { type Codec, compactU64, mapped, struct } from '@echochain/codec'

/** Execution time in picoseconds on the machine the weights were measured on (docs/performance.md). */
export type Weight = number

const weightParts = struct('sp_weights::weight_v2::Weight', { refTime: compactU64, proofSize: compactU64 })

/** As clients know it: reference time and the size of a storage proof, which has no meaning on this chain and is 0. */
export const WeightCodec: Codec<Weight> = mapped(
  weightParts,
  ({ refTime }) => Number(refTime),
  (weight) => ({ refTime: BigInt(weight), proofSize: 0n }),
)
