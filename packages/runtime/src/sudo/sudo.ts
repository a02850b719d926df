import { AccountId, type Codec, option } from '@echochain/codec'
import {
  call,
  callWeight,
  type Context,
  defineModule,
  DispatchResult,
  ensure,
  ensureSigned,
  error,
  event,
  lookup,
  MultiAddress,
  type Origin,
  ROOT,
  type RuntimeCall,
  signedBy,
  value,
  declareStorage,
} from '@echochain/frame'
import { SMALL_CALL_WEIGHT } from '../weights.ts'

export const sudoStorage = declareStorage('Sudo', { key: value('The account that may do anything.', AccountId) })

const sudoEvents = {
  Sudid: event(0, 'The sudo key ran a call.', { sudoResult: DispatchResult }),
  KeyChanged: event(1, 'The sudo key was handed on.', { old: option(AccountId), new: AccountId }),
  KeyRemoved: event(2, 'There is no sudo key any more.', {}),
  SudoAsDone: event(3, 'The sudo key ran a call in somebody’s name.', { sudoResult: DispatchResult }),
}

const sudoErrors = { RequireSudo: error(0, 'Only the sudo key may do this.') }

function ensureSudo(ctx: Context, origin: Origin): AccountId {
  const account = ensureSigned(origin)
  ensure(ctx.get(sudoStorage.key) === account, sudoErrors.RequireSudo)
  return account
}

const outcome = (ctx: Context, inner: RuntimeCall, origin: Origin) => {
  const failure = ctx.tryDispatch(inner, origin)
  return failure ? ({ ok: false, error: failure.value } as const) : ({ ok: true, value: undefined } as const)
}

/** One account with all power: on dev and test networks only. `calls` is the codec of all calls of the runtime. */
export const createSudo = (calls: Codec<RuntimeCall>) =>
  defineModule('Sudo', 8, {
    storage: sudoStorage,
    events: sudoEvents,
    errors: sudoErrors,
    calls: {
      sudo: call({
        index: 0,
        docs: 'Runs a call with root origin.',
        args: { call: calls },
        weight: (args) => SMALL_CALL_WEIGHT + callWeight(args.call),
        run: (ctx, origin, args) => {
          ensureSudo(ctx, origin)
          ctx.emit(sudoEvents.Sudid, { sudoResult: outcome(ctx, args.call, ROOT) })
        },
      }),
      setKey: call({
        index: 2,
        docs: 'Hands the sudo key to another account.',
        args: { new: MultiAddress },
        weight: SMALL_CALL_WEIGHT,
        run: (ctx, origin, args) => {
          const old = ensureSudo(ctx, origin)
          const next = lookup(args.new)
          ctx.slot(sudoStorage.key).value = next
          ctx.emit(sudoEvents.KeyChanged, { old, new: next })
        },
      }),
      sudoAs: call({
        index: 3,
        docs: 'Runs a call as if an account had signed it.',
        args: { who: MultiAddress, call: calls },
        weight: (args) => SMALL_CALL_WEIGHT + callWeight(args.call),
        run: (ctx, origin, args) => {
          ensureSudo(ctx, origin)
          ctx.emit(sudoEvents.SudoAsDone, { sudoResult: outcome(ctx, args.call, signedBy(lookup(args.who))) })
        },
      }),
      removeKey: call({
        index: 4,
        docs: 'Gives up the sudo key for good.',
        args: {},
        weight: SMALL_CALL_WEIGHT,
        run: (ctx, origin) => {
          ensureSudo(ctx, origin)
          ctx.slot(sudoStorage.key).remove()
          ctx.emit(sudoEvents.KeyRemoved, {})
        },
      }),
    },
  })
