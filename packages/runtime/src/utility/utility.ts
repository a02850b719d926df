import { type Codec, u32, vec } from '@echochain/codec'
import {
  call,
  callWeight,
  constant,
  type Context,
  defineModule,
  DispatchErrorCodec,
  event,
  type Origin,
  type RuntimeCall,
} from '@echochain/frame'
import { SMALL_CALL_WEIGHT } from '../weights.ts'

/** A batch fits any block many times over; its weight and bytes are bounded by the block itself. */
const MAX_BATCHED_CALLS = 1_000

const utilityEvents = {
  BatchInterrupted: event(0, 'A batch stopped at a call that failed; those before it stay done.', {
    index: u32,
    error: DispatchErrorCodec,
  }),
  BatchCompleted: event(1, 'All calls of a batch succeeded.', {}),
  BatchCompletedWithErrors: event(2, 'A batch ran to its end, but some of its calls failed.', {}),
  ItemCompleted: event(3, 'A call of a batch succeeded.', {}),
  ItemFailed: event(4, 'A call of a batch failed.', { error: DispatchErrorCodec }),
}

type BatchArgs = { readonly calls: readonly RuntimeCall[] }

const batchWeight = ({ calls }: BatchArgs) => calls.reduce((sum, inner) => sum + callWeight(inner), SMALL_CALL_WEIGHT)

/** Runs calls up to the first failure. */
function runBatch(ctx: Context, origin: Origin, { calls }: BatchArgs): void {
  for (const [index, inner] of calls.entries()) {
    const error = ctx.tryDispatch(inner, origin)
    if (error) return ctx.emit(utilityEvents.BatchInterrupted, { index, error: error.value })
    ctx.emit(utilityEvents.ItemCompleted, {})
  }
  ctx.emit(utilityEvents.BatchCompleted, {})
}

/** Runs all calls; a failure undoes everything, since it is thrown on. */
function runBatchAll(ctx: Context, origin: Origin, { calls }: BatchArgs): void {
  for (const inner of calls) {
    ctx.dispatch(inner, origin)
    ctx.emit(utilityEvents.ItemCompleted, {})
  }
  ctx.emit(utilityEvents.BatchCompleted, {})
}

/** Runs all calls, whether or not some of them fail. */
function runForceBatch(ctx: Context, origin: Origin, { calls }: BatchArgs): void {
  let failed = false
  for (const inner of calls) {
    const error = ctx.tryDispatch(inner, origin)
    if (error) ctx.emit(utilityEvents.ItemFailed, { error: error.value })
    else ctx.emit(utilityEvents.ItemCompleted, {})
    failed ||= error !== undefined
  }
  ctx.emit(failed ? utilityEvents.BatchCompletedWithErrors : utilityEvents.BatchCompleted, {})
}

/** Several calls in one extrinsic. `calls` is the codec of all calls of the runtime. */
export const createUtility = (calls: Codec<RuntimeCall>) => {
  const args = { calls: vec(calls, MAX_BATCHED_CALLS) }
  return defineModule('Utility', 9, {
    events: utilityEvents,
    constants: { batched_calls_limit: constant('Most calls a batch may have.', u32, MAX_BATCHED_CALLS) },
    calls: {
      batch: call({
        index: 0,
        docs: 'Runs calls one after the other and stops at the first that fails, keeping what was done.',
        args,
        weight: batchWeight,
        run: runBatch,
      }),
      batchAll: call({
        index: 2,
        docs: 'Runs calls one after the other; if one fails, none of them has happened.',
        args,
        weight: batchWeight,
        run: runBatchAll,
      }),
      forceBatch: call({
        index: 4,
        docs: 'Runs all calls, whether or not some of them fail.',
        args,
        weight: batchWeight,
        run: runForceBatch,
      }),
    },
  })
}
