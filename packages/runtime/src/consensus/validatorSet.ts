import {
  encode,
  fixedHex,
  fromHex,
  type Hash,
  merkleRoot,
  sha256,
  struct,
  toHex,
  u128,
  u32,
  u64,
  concatBytes,
} from '@echochain/codec'
import type { Slot } from './epochs.ts'
import type { Validator } from './declarations.ts'

const SetLeaf = struct('', { index: u32, blsKey: fixedHex(48), weight: u128 })

/** Merkle root over (index, key, weight) of every validator in order (protocol.md §1, "Set root"). */
export const computeSetRoot = (validators: readonly Validator[]): Hash =>
  toHex(merkleRoot(validators.map(({ blsKey, weight }, index) => encode(SetLeaf, { index, blsKey, weight }))))

/**
 * Index of the validator that may propose in a slot: a point on the line of cumulative weights, drawn from the
 * randomness of two epochs before. The 128-bit draw makes the bias of the remainder less than 2⁻⁶⁴.
 */
export function computeProposer(validators: readonly Validator[], mix: Hash, slot: Slot): number {
  const total = validators.reduce((sum, { weight }) => sum + weight, 0n)
  if (total === 0n) throw new RangeError('The active set has no weight')
  const seed = sha256(concatBytes(fromHex(mix), encode(u64, slot)))
  let point = BigInt(toHex(seed.subarray(0, 16))) % total
  for (let index = 0; index < validators.length; index++) {
    if (point < validators[index].weight) return index
    point -= validators[index].weight
  }
  throw new RangeError('The draw is past the last validator')
}
