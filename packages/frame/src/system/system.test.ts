import { AccountId, encode, toHex, utf8 } from '@echochain/codec'
import { describe, expect, test } from 'vitest'
import { signedBy, ROOT } from '../dispatch/Origin.ts'
import { runtimeCall } from '../module/declarations.ts'
import { ALICE, TestChain } from '../testing/TestChain.ts'
import { Context } from '../world/Context.ts'
import { Overlay } from '../world/Overlay.ts'
import { BLOCK_HASH_COUNT, codeMarker, getBlockHash, systemStorage } from './system.ts'

test('an account that never was has the empty record', () => {
  const { ctx } = new TestChain().begin()
  expect(ctx.get(systemStorage.account, ALICE.account)).toMatchObject({ nonce: 0, providers: 0, data: { free: 0n } })
})

test('BlockHashCount is a power of two, so that eras of that length can be resolved', () => {
  expect(Math.log2(BLOCK_HASH_COUNT) % 1).toBe(0)
})

test('the hash of the parent is known before the block has begun to run, others from the state', () => {
  const chain = new TestChain()
  chain.produce()
  chain.produce()
  const ctx = new Context(chain.environment(), new Overlay(chain.state))
  expect([0, 1, 2, 3].map((number) => getBlockHash(ctx, number))).toEqual([
    chain.hashOf(0),
    chain.hashOf(1),
    chain.hashOf(2),
    undefined,
  ])
})

describe('set_code', () => {
  const run = (marker: string, origin = ROOT) => {
    const chain = new TestChain()
    const { ctx } = chain.begin()
    const failure = ctx.tryDispatch(runtimeCall(chain.parts.system.calls.setCode, { code: utf8(marker) }), origin)
    return { code: failure?.code, marker: ctx.get(codeMarker), deposited: ctx.deposited }
  }

  test('puts a later runtime of the same chain in force, with the log that tells clients', () => {
    expect(run('native:frame-test/104/dev')).toEqual({
      code: undefined,
      marker: utf8('native:frame-test/104/dev'),
      deposited: [{ type: 'RuntimeEnvironmentUpdated' }],
    })
  })

  test.each([
    ['the same version', 'native:frame-test/103/dev', 'System.SpecVersionNeedsToIncrease'],
    ['an earlier version', 'native:frame-test/9/dev', 'System.SpecVersionNeedsToIncrease'],
    ['another chain', 'native:other/104/dev', 'System.InvalidSpecName'],
    ['a version of ten digits', 'native:frame-test/4294967296/dev', 'System.InvalidSpecName'],
    ['no marker at all', '\0asm', 'System.InvalidSpecName'],
    ['nothing', '', 'System.InvalidSpecName'],
  ])('refuses %s', (_what, marker, code) => {
    expect(run(marker)).toEqual({ code, marker: undefined, deposited: [] })
  })

  test('is for root alone', () => {
    expect(run('native:frame-test/104/dev', signedBy(ALICE.account)).code).toBe('BadOrigin')
  })
})

test('remark_with_event reports who remarked and the blake2b-256 of what', () => {
  const chain = new TestChain()
  const { ctx } = chain.begin()
  const before = ctx.events.toBytes().length
  ctx.dispatch(runtimeCall(chain.parts.system.calls.remarkWithEvent, { remark: utf8('abc') }), signedBy(ALICE.account))
  const record = toHex(ctx.events.toBytes().subarray(before))
  const hash = 'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319'
  expect(record).toBe(`0x00000000000005${toHex(encode(AccountId, ALICE.account)).slice(2)}${hash}00`)
})
