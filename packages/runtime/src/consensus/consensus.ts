import { concatBytes, fromHex, sha256, toHex } from '@echochain/codec'
import { type Context, defineModule } from '@echochain/frame'
import { consensusStorage } from './declarations.ts'
import { readSlotClaim } from './digest.ts'
import { computeLiveTimeMs, epochOf } from './epochs.ts'

/** Randomness of this many past epochs is kept; the proposer draw looks back two. */
const KEPT_MIXES = 4n

/** Slots, live time, randomness and the active set, as the state knows them. Votes and stake come with it later. */
export const consensus = defineModule('Consensus', 7, {
  storage: consensusStorage,
  onInitialize: (ctx) => {
    advanceTime(ctx)
    mixReveal(ctx)
  },
})

function advanceTime(ctx: Context): void {
  const parameters = ctx.get(consensusStorage.parameters)
  const slot = ctx.slot(consensusStorage.slot)
  const liveTime = ctx.slot(consensusStorage.liveTimeMs)
  liveTime.value += computeLiveTimeMs(slot.value, ctx.block.slot, parameters)
  const before = epochOf(slot.value, parameters.slotsPerEpoch)
  const now = epochOf(ctx.block.slot, parameters.slotsPerEpoch)
  if (now > before) closeEpochs(ctx, before, now)
  slot.value = ctx.block.slot
}

/** Keeps the randomness at the end of the epochs from `first` to before `now`; those without blocks share one mix. */
function closeEpochs(ctx: Context, first: bigint, now: bigint): void {
  const mix = ctx.get(consensusStorage.randaoMix)
  const from = now - first > KEPT_MIXES ? now - KEPT_MIXES : first
  for (let epoch = from; epoch < now; epoch++) ctx.slot(consensusStorage.epochMix, epoch).value = mix
  const last = now - KEPT_MIXES
  for (let epoch = first - KEPT_MIXES; epoch < last && epoch < first; epoch++)
    if (epoch >= 0n) ctx.slot(consensusStorage.epochMix, epoch).remove()
}

/** mix' = SHA-256(mix ‖ reveal) (protocol.md §4). */
function mixReveal(ctx: Context): void {
  const mix = ctx.slot(consensusStorage.randaoMix)
  mix.value = toHex(sha256(concatBytes(fromHex(mix.value), readSlotClaim(ctx.block.digest).reveal)))
}
