import {
  AccountId,
  bool,
  bytes,
  compactU128,
  type Codec,
  compactU64,
  H256,
  option,
  struct,
  u128,
  u32,
  vec,
} from '@echochain/codec'
import { ensure } from '../dispatch/DispatchError.ts'
import { ensureNone, ensureRoot, ensureSigned } from '../dispatch/Origin.ts'
import { call, constant, error, event, type RuntimeCall } from '../module/declarations.ts'
import { defineModule } from '../module/defineModule.ts'
import { map, value } from '../module/storage.ts'
import { MultiAddress } from '../extrinsic/MultiAddress.ts'

/** Weight of every call of the test modules. */
export const TEST_CALL_WEIGHT = 1_000

const Note = struct('pallet_notes::Note', { author: AccountId, text: bytes(64), replyTo: option(u32) })

export const notesStorage = {
  nextId: value('Number of the next note.', u32, 0),
  note: map('All notes.', u32, Note, { hasher: 'twox_64_concat' }),
  pinned: value('A note to be seen first.', u32),
  credit: map('Credit of an account.', AccountId, u128, { initial: 5n }),
  seen: map('Who has seen what.', struct('', { reader: AccountId, note: u32 }), bool),
}

export const notesEvents = {
  Written: event(0, 'A note was written.', { author: AccountId, noteId: u32, replyTo: option(u32) }),
  CreditMoved: event(3, 'Credit moved.', { from: AccountId, to: AccountId, amount: u128, reference: H256 }),
}

export const notesErrors = {
  Unknown: error(0, 'There is no such note.'),
  TooPoor: error(4, 'Not enough credit.'),
}

/** Exercises everything a module can declare, calls that carry calls among it. */
export const createNotes = (calls: Codec<RuntimeCall>) =>
  defineModule('PublicNotes', 7, {
    docs: 'Notes for everybody.',
    storage: notesStorage,
    events: notesEvents,
    errors: notesErrors,
    constants: { MaxText: constant('Most bytes of a note.', u32, 64) },
    calls: {
      writeNote: call({
        index: 0,
        docs: 'Writes a note.',
        args: { text: bytes(64), replyTo: option(u32) },
        weight: TEST_CALL_WEIGHT,
        run: (ctx, origin, { text, replyTo }) => {
          const author = ensureSigned(origin)
          const next = ctx.slot(notesStorage.nextId)
          const noteId = next.value
          next.value = noteId + 1
          ctx.slot(notesStorage.note, noteId).value = { author, text, replyTo }
          ctx.emit(notesEvents.Written, { author, noteId, replyTo })
          if (replyTo !== undefined) ensure(ctx.slot(notesStorage.note, replyTo).exists, notesErrors.Unknown)
        },
      }),
      moveCredit: call({
        index: 3,
        docs: 'Moves credit to another account.',
        args: { dest: MultiAddress, amount: compactU128, reference: H256 },
        weight: ({ amount }) => (amount > 1_000_000n ? 2 * TEST_CALL_WEIGHT : TEST_CALL_WEIGHT),
        run: (ctx, origin, { dest, amount, reference }) => {
          const from = ensureSigned(origin)
          const source = ctx.slot(notesStorage.credit, from)
          source.value -= amount < source.value ? amount : source.value
          const to = dest.type === 'Id' ? dest.value : from
          ctx.slot(notesStorage.credit, to).value += amount
          ctx.emit(notesEvents.CreditMoved, { from, to, amount, reference })
          ensure(amount <= 5n, notesErrors.TooPoor)
        },
      }),
      batch: call({
        index: 5,
        docs: 'Runs calls one after the other; the first that fails undoes all.',
        args: { calls: vec(calls, 100) },
        weight: TEST_CALL_WEIGHT,
        run: (ctx, origin, { calls }) => {
          for (const inner of calls) ctx.dispatch(inner, origin)
        },
      }),
      attempt: call({
        index: 6,
        docs: 'Runs a call and does not mind if it fails.',
        args: { call: calls },
        weight: TEST_CALL_WEIGHT,
        run: (ctx, origin, args) => {
          ctx.tryDispatch(args.call, origin)
        },
      }),
      clearAll: call({
        index: 4,
        docs: 'Forgets which note is pinned.',
        args: {},
        weight: TEST_CALL_WEIGHT,
        run: (ctx, origin) => {
          ensureRoot(origin)
          ctx.slot(notesStorage.pinned).remove()
        },
      }),
    },
  })

export const clockStorage = {
  now: value('Milliseconds since 1970.', compactU64, 0n),
  ticks: value('Blocks seen.', u32, 0),
}

/** A module with inherents and hooks, and without events, errors or constants. */
export const createClock = () =>
  defineModule('Clock', 2, {
    storage: clockStorage,
    calls: {
      set: call({
        index: 0,
        docs: 'Sets the time.',
        args: { now: compactU64 },
        weight: TEST_CALL_WEIGHT,
        run: (ctx, origin, { now }) => {
          ensureNone(origin)
          ensure(now > ctx.get(clockStorage.now), notesErrors.Unknown)
          ctx.slot(clockStorage.now).value = now
        },
      }),
      chime: call({
        index: 1,
        docs: 'Rings.',
        args: {},
        weight: TEST_CALL_WEIGHT,
        run: (_ctx, origin) => ensureNone(origin),
      }),
    },
    onFinalize: (ctx) => {
      ctx.slot(clockStorage.ticks).value++
    },
  })
