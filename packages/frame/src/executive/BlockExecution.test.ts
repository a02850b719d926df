import { decode, toHex, utf8 } from '@echochain/codec'
import type { EventRecord } from '@polkadot/types/interfaces'
import type { Vec } from '@polkadot/types-codec'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../dispatch/Origin.ts'
import { bareExtrinsic } from '../extrinsic/Extrinsic.ts'
import { runtimeCall } from '../module/declarations.ts'
import { storageKey } from '../module/storage.ts'
import { BLOCK_HASH_COUNT, codeMarker, systemStorage } from '../system/system.ts'
import { connectPolkadotJs } from '../testing/clients.ts'
import { ALICE, BOB, TestChain } from '../testing/TestChain.ts'
import { clockStorage, notesStorage, TEST_CALL_WEIGHT } from '../testing/testModules.ts'
import { TEST_LIMITS } from '../testing/testRuntime.ts'
import type { BlockExecution, ExecutedBlock } from './BlockExecution.ts'

const textOf = (length: number) => new Uint8Array(length)
const writeNote = ({ parts }: TestChain, replyTo?: number, length = 3) =>
  runtimeCall(parts.notes.calls.writeNote, { text: textOf(length), replyTo })

/** The events of the last block as polkadot.js shows them. */
function eventsOf({ parts, state }: TestChain) {
  const { registry } = connectPolkadotJs(parts.runtime)
  const bytes = state.get(storageKey(systemStorage.events))!
  const records = registry.createType<Vec<EventRecord>>('Vec<FrameSystemEventRecord>', bytes)
  expect(records.toU8a()).toEqual(bytes)
  return records.map(({ phase, event }) => ({
    phase: phase.isApplyExtrinsic ? phase.asApplyExtrinsic.toNumber() : phase.type,
    name: `${event.section}.${event.method}`,
    data: event.data.toHuman() as Record<string, unknown>,
  }))
}

const expectInvalid = (run: () => unknown, code: string) =>
  expect(run).toThrow(expect.objectContaining({ name: 'Error', code }))

/** What a block would leave behind if it ended here. */
const entriesOf = (execution: BlockExecution) => execution.ctx.overlay.changes().map(({ key, value }) => [key, value])

const accountNonce = (chain: TestChain) => chain.begin().ctx.get(systemStorage.account, ALICE.account).nonce

describe('a block', () => {
  test('knows its number and the hashes before it, and runs the hooks of its modules', () => {
    const chain = new TestChain()
    for (let i = 0; i < 3; i++) chain.produce()
    const { ctx } = chain.begin()
    expect(ctx.get(systemStorage.number)).toBe(4)
    expect([0, 1, 2, 3, 4].map((number) => ctx.get(systemStorage.blockHash, number))).toEqual([
      ...[0, 1, 2, 3].map((number) => chain.hashOf(number)),
      undefined,
    ])
    expect(ctx.get(clockStorage.ticks)).toBe(3)
    expect(ctx.get(clockStorage.now)).toBe(3_000n)
  })

  test('forgets hashes older than BlockHashCount, but not the genesis hash', () => {
    const chain = new TestChain()
    chain.produce()
    chain.produce()
    const known = (number: number) => chain.state.get(storageKey(systemStorage.blockHash, number)) !== undefined
    chain.number = BLOCK_HASH_COUNT
    chain.produce()
    expect([known(0), known(1), known(BLOCK_HASH_COUNT)]).toEqual([true, true, true])
    chain.produce()
    expect([known(0), known(1), known(BLOCK_HASH_COUNT + 1)]).toEqual([true, false, true])
  })

  test('gives the same result with and without the decoded entries of its parent', () => {
    const chain = new TestChain()
    chain.produce(chain.sign(writeNote(chain), ALICE))
    const extrinsic = chain.sign(writeNote(chain, 0), ALICE, { nonce: 1 })
    const run = () => {
      const execution = chain.begin()
      execution.apply(chain.timestamp())
      execution.apply(chain.decode(extrinsic))
      return execution.finish().changes
    }
    const warm = run()
    chain.inherited = undefined
    const byKey = (changes: ExecutedBlock['changes']) => new Map(changes.map((change) => [`${change.key}`, change]))
    expect(byKey(run())).toEqual(byKey(warm))
  })

  test('adds the logs it deposits to the digest it began with, in the state too', () => {
    const chain = new TestChain()
    const marker = utf8('native:frame-test/104/dev')
    const log = { type: 'Other', value: Uint8Array.of(1) } as const
    const execution = chain.begin([log])
    execution.ctx.dispatch(runtimeCall(chain.parts.system.calls.setCode, { code: marker }), ROOT)
    execution.apply(chain.timestamp())
    const { deposited } = chain.commit(execution)
    expect(deposited).toEqual([{ type: 'RuntimeEnvironmentUpdated' }])
    const digest = decode(systemStorage.digest.codec, chain.state.get(storageKey(systemStorage.digest))!)
    expect(digest.logs).toMatchObject([log, { type: 'RuntimeEnvironmentUpdated' }])
    expect(chain.state.get(utf8(':code'))).toEqual(marker)
    expect(chain.begin().ctx.get(codeMarker)).toEqual(marker)
  })

  test('does not deposit the logs of a call that failed', () => {
    const chain = new TestChain()
    const { system, notes } = chain.parts
    const setCode = runtimeCall(system.calls.setCode, { code: utf8('native:frame-test/104/dev') })
    const { ctx } = chain.begin()
    const failing = runtimeCall(notes.calls.batch, { calls: [setCode, writeNote(chain)] })
    expect(ctx.tryDispatch(failing, ROOT)?.code).toBe('BadOrigin')
    expect([ctx.deposited, ctx.get(codeMarker)]).toEqual([[], undefined])
  })
})

describe('inherents', () => {
  const chime = ({ parts }: TestChain) => bareExtrinsic(parts.runtime, runtimeCall(parts.clock.calls.chime, {}))

  test('stand at the begin of a block, in the order of the runtime, each once', () => {
    const chain = new TestChain()
    const execution = chain.begin()
    execution.apply(chain.timestamp())
    expectInvalid(() => execution.apply(chain.timestamp()), 'BadMandatory')
    execution.apply(chain.decode(chime(chain)))
    expectInvalid(() => execution.apply(chain.decode(chime(chain))), 'BadMandatory')
    chain.commit(execution)
    expect(eventsOf(chain).map(({ phase, name }) => [phase, name])).toEqual([
      [0, 'system.ExtrinsicSuccess'],
      [1, 'system.ExtrinsicSuccess'],
    ])
  })

  test('do not stand in another order', () => {
    const chain = new TestChain()
    const execution = chain.begin()
    execution.apply(chain.decode(chime(chain)))
    expectInvalid(() => execution.apply(chain.timestamp()), 'BadMandatory')
  })

  test('do not stand after a signed extrinsic', () => {
    const chain = new TestChain()
    const execution = chain.begin()
    execution.apply(chain.timestamp())
    execution.apply(chain.decode(chain.sign(writeNote(chain), ALICE)))
    expectInvalid(() => execution.apply(chain.decode(chime(chain))), 'BadMandatory')
  })

  test('that are required are missed at the end', () => {
    expectInvalid(() => new TestChain().begin().finish(), 'BadMandatory')
  })

  test('that fail may not stand in a block, which goes on as if they had not come', () => {
    const chain = new TestChain()
    const execution = chain.begin()
    const before = entriesOf(execution)
    const { runtime, clock } = chain.parts
    const wrong = bareExtrinsic(runtime, runtimeCall(clock.calls.set, { now: 0n }))
    expectInvalid(() => execution.apply(chain.decode(wrong)), 'BadMandatory')
    expect(entriesOf(execution)).toEqual(before)
    execution.apply(chain.timestamp())
    chain.commit(execution)
    expect(eventsOf(chain).map(({ name }) => name)).toEqual(['system.ExtrinsicSuccess'])
  })

  test('other calls may not stand unsigned', () => {
    const chain = new TestChain()
    const bare = bareExtrinsic(chain.parts.runtime, writeNote(chain))
    expectInvalid(() => chain.begin().apply(chain.decode(bare)), 'BadMandatory')
  })

  test('do not run when signed', () => {
    const chain = new TestChain()
    const { clock } = chain.parts
    chain.produce(chain.sign(runtimeCall(clock.calls.chime, {}), ALICE))
    expect(eventsOf(chain).at(-1)).toMatchObject({
      name: 'system.ExtrinsicFailed',
      data: { dispatchError: 'BadOrigin' },
    })
  })
})

describe('a signed extrinsic', () => {
  test('ends with ExtrinsicSuccess, after the events of its call', () => {
    const chain = new TestChain()
    chain.produce(chain.sign(writeNote(chain), ALICE))
    expect(eventsOf(chain)).toMatchObject([
      { phase: 0, name: 'system.ExtrinsicSuccess', data: { dispatchInfo: { class: 'Mandatory', paysFee: 'No' } } },
      { phase: 1, name: 'publicNotes.Written', data: { noteId: '0', replyTo: null } },
      {
        phase: 1,
        name: 'system.ExtrinsicSuccess',
        data: { dispatchInfo: { class: 'Normal', paysFee: 'Yes', weight: { refTime: '1,500' } } },
      },
    ])
  })

  test('that fails leaves nothing but its nonce and ExtrinsicFailed', () => {
    const chain = new TestChain()
    const ok = new TestChain()
    chain.produce(chain.sign(writeNote(chain, 404), ALICE))
    ok.produce()
    expect(eventsOf(chain).slice(1)).toMatchObject([
      {
        phase: 1,
        name: 'system.ExtrinsicFailed',
        data: { dispatchError: { Module: { index: '7', error: '0x00000000' } } },
      },
    ])
    const left = [...chain.state.entries].filter(([key, value]) => `${ok.state.entries.get(key)}` !== `${value}`)
    expect(left.map(([key]) => key).sort()).toEqual(
      [systemStorage.events.prefix, storageKey(systemStorage.account, ALICE.account)].map(toHex).sort(),
    )
    expect(accountNonce(chain)).toBe(1)
  })

  test('that fails within a batch undoes the whole batch', () => {
    const chain = new TestChain()
    const calls = [writeNote(chain), writeNote(chain), writeNote(chain, 404)]
    chain.produce(chain.sign(runtimeCall(chain.parts.notes.calls.batch, { calls }), ALICE))
    expect(
      eventsOf(chain)
        .slice(1)
        .map(({ name }) => name),
    ).toEqual(['system.ExtrinsicFailed'])
    expect(chain.begin().ctx.get(notesStorage.nextId)).toBe(0)
  })

  test('may catch the failure of a call within it, whose changes and events are gone', () => {
    const chain = new TestChain()
    const { attempt, batch } = chain.parts.notes.calls
    const failing = runtimeCall(batch, { calls: [writeNote(chain), writeNote(chain, 404)] })
    const calls = [writeNote(chain), runtimeCall(attempt, { call: failing }), writeNote(chain, 0)]
    chain.produce(chain.sign(runtimeCall(batch, { calls }), ALICE))
    expect(
      eventsOf(chain)
        .slice(1)
        .map(({ name, data }) => [name, data.noteId]),
    ).toEqual([
      ['publicNotes.Written', '0'],
      ['publicNotes.Written', '1'],
      ['system.ExtrinsicSuccess', undefined],
    ])
    expect(chain.begin().ctx.get(notesStorage.nextId)).toBe(2)
  })

  test('runs in the order of nonces, each once', () => {
    const chain = new TestChain()
    const execution = chain.begin()
    execution.apply(chain.timestamp())
    const signed = [0, 1, 2].map((nonce) => chain.decode(chain.sign(writeNote(chain), ALICE, { nonce })))
    expectInvalid(() => execution.apply(signed[1]), 'Future')
    execution.apply(signed[0])
    expectInvalid(() => execution.apply(signed[0]), 'Stale')
    expectInvalid(() => execution.apply(signed[2]), 'Future')
    execution.apply(signed[1])
    chain.commit(execution)
    expect(accountNonce(chain)).toBe(2)
    expect(eventsOf(chain).map(({ phase }) => phase)).toEqual([0, 1, 1, 2, 2])
  })

  test('whose call breaks in an unforeseen way is out of the block, which goes on without it', () => {
    const chain = new TestChain()
    const { moveCredit } = chain.parts.notes.calls
    const moving = runtimeCall(moveCredit, {
      dest: { type: 'Id', value: BOB.account },
      amount: 1n,
      reference: chain.hashOf(1),
    })
    const execution = chain.begin()
    execution.apply(chain.timestamp())
    const before = entriesOf(execution)
    const decoded = chain.decode(chain.sign(moving, ALICE))
    const broken = { ...decoded, call: { ...decoded.call, args: { ...decoded.call.args, reference: '0x00' } } }
    expect(() => execution.apply(broken)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
    expect(entriesOf(execution)).toEqual(before)
    execution.apply(chain.decode(chain.sign(writeNote(chain), ALICE)))
    chain.commit(execution)
    expect(eventsOf(chain).map(({ phase }) => phase)).toEqual([0, 1, 1])
  })
})

describe('the limits of a block', () => {
  test('weight: extrinsics that do not fit stay out, lighter ones after them fit', () => {
    const chain = new TestChain()
    const execution = chain.begin()
    execution.apply(chain.timestamp())
    const each = TEST_CALL_WEIGHT + TEST_LIMITS.baseExtrinsicWeight
    const heavy = (nonce: number) => {
      const { moveCredit } = chain.parts.notes.calls
      const args = { dest: { type: 'Id', value: BOB.account }, amount: 2_000_000n, reference: chain.hashOf(0) } as const
      return chain.decode(chain.sign(runtimeCall(moveCredit, args), ALICE, { nonce }))
    }
    const fitting = Math.floor(TEST_LIMITS.maxWeight / each) - 1
    for (let nonce = 0; nonce < fitting; nonce++)
      execution.apply(chain.decode(chain.sign(writeNote(chain), ALICE, { nonce })))
    expect(execution.ctx.weight).toBe((fitting + 1) * each)
    expectInvalid(() => execution.apply(heavy(fitting)), 'ExhaustsResources')
    expectInvalid(
      () => execution.apply(chain.decode(chain.sign(writeNote(chain), ALICE, { nonce: fitting }))),
      'ExhaustsResources',
    )
    expect(chain.commit(execution).weight).toBe((fitting + 1) * each)
  })

  test('bytes: extrinsics count with their length prefix', () => {
    const chain = new TestChain()
    const execution = chain.begin()
    const remark = (length: number, nonce: number) =>
      chain.sign(runtimeCall(chain.parts.system.calls.remark, { remark: textOf(length) }), ALICE, { nonce })
    const timestamp = chain.timestamp()
    execution.apply(timestamp)
    const rest = TEST_LIMITS.maxBytes - timestamp.bytes.length
    const overhead = remark(1_000, 0).length - 1_000
    expectInvalid(() => execution.apply(chain.decode(remark(rest - overhead + 1, 0))), 'ExhaustsResources')
    execution.apply(chain.decode(remark(rest - overhead, 0)))
    expectInvalid(() => execution.apply(chain.decode(remark(0, 1))), 'ExhaustsResources')
  })
})

test('a block of many events: polkadot.js reads as many as there are', () => {
  const chain = new TestChain()
  const calls = Array.from({ length: 100 }, () => writeNote(chain))
  chain.produce(chain.sign(runtimeCall(chain.parts.notes.calls.batch, { calls }), ALICE))
  expect(eventsOf(chain)).toHaveLength(102)
})
