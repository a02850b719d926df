import { AccountId, fixedHex, H256, type Hash, struct, u128, u32, u64, type Value, vec } from '@echochain/codec'
import { map, value, declareStorage } from '@echochain/frame'

/** More than the largest preset has. */
export const MAX_VALIDATORS = 1_024

/** Fixed by genesis (protocol.md §3). */
export const ConsensusParameters = struct('echo_consensus::ConsensusParameters', {
  genesisTimeMs: u64,
  slotMs: u32,
  slotsPerEpoch: u32,
})
export type ConsensusParameters = Value<typeof ConsensusParameters>

export const Validator = struct('echo_consensus::Validator', {
  account: AccountId,
  /** BLS12-381 public key in G1, compressed. */
  blsKey: fixedHex(48),
  /** Stake that counts in votes and in the proposer draw. */
  weight: u128,
})
export type Validator = Value<typeof Validator>

/** Before the first reveal. */
export const NO_RANDOMNESS: Hash = `0x${'00'.repeat(32)}`

export const consensusStorage = declareStorage('Consensus', {
  parameters: value('Slots and epochs of this chain.', ConsensusParameters, {
    genesisTimeMs: 0n,
    slotMs: 1000,
    slotsPerEpoch: 4,
  }),
  slot: value('The slot of this block.', u64, 0n),
  liveTimeMs: value('Chain time in milliseconds since genesis, without epochs that had no block.', u64, 0n),
  validators: value('The active set.', vec(Validator, MAX_VALIDATORS), []),
  randaoMix: value('Randomness gathered so far from the reveals in blocks.', H256, NO_RANDOMNESS),
  epochMix: map('The randomness at the end of an epoch.', u64, H256, { hasher: 'twox_64_concat' }),
})
