import { compactU64, u64 } from '@echochain/codec'
import {
  call,
  constant,
  defineModule,
  ensure,
  ensureNone,
  error,
  type InherentDefinition,
  runtimeCall,
  value,
  declareStorage,
} from '@echochain/frame'
import { consensusStorage } from '../consensus/declarations.ts'
import { SMALL_CALL_WEIGHT } from '../weights.ts'

export const timestampStorage = declareStorage('Timestamp', {
  now: value('Milliseconds since 1970 at the begin of this block’s slot.', u64, 0n),
})

const timestampErrors = { WrongTime: error(0, 'The time of a block is that of its slot, to the millisecond.') }

/** Time on chain: that of the block's slot, exactly (protocol.md §1). */
export const createTimestamp = (slotMs: number) =>
  defineModule('Timestamp', 1, {
    storage: timestampStorage,
    errors: timestampErrors,
    constants: {
      MinimumPeriod: constant(
        'Half of a slot in milliseconds: clients double it to learn the block time.',
        u64,
        BigInt(slotMs) / 2n,
      ),
    },
    calls: { set: setTimestamp },
  })

const setTimestamp = call({
  index: 0,
  docs: 'Sets the time of the block. Only the proposer says this, first in its block.',
  args: { now: compactU64 },
  weight: SMALL_CALL_WEIGHT,
  run: (ctx, origin, { now }) => {
    ensureNone(origin)
    const { genesisTimeMs, slotMs } = ctx.get(consensusStorage.parameters)
    ensure(now === genesisTimeMs + ctx.block.slot * BigInt(slotMs), timestampErrors.WrongTime)
    ctx.slot(timestampStorage.now).value = now
  },
})

export const timestampInherent: InherentDefinition = {
  call: setTimestamp,
  required: true,
  create: ({ timestampMs }) => runtimeCall(setTimestamp, { now: timestampMs }),
}
