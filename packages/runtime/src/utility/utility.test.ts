import { addressOf, runtimeCall, systemEvents } from '@echochain/frame'
import { describe, expect, test } from 'vitest'
import { balances } from '../balances/balances.ts'
import { devAccount } from '../devGenesis.ts'
import { TestWorld } from '../testing/TestWorld.ts'

const send = (value: bigint) =>
  runtimeCall(balances.calls.transferKeepAlive, { dest: addressOf(devAccount('Bob')), value })
const good = send(5n)
const bad = send(10n ** 40n % 2n ** 128n)

function callsOf(world: TestWorld, name: string) {
  return world.runtime.modules.find((module) => module.name === name)!.calls!
}
const names = (events: ReturnType<TestWorld['run']>) => events.map(({ event }) => event.path)

describe('Utility', () => {
  test.each([
    ['batch', 5n, 'Utility.BatchInterrupted'],
    ['forceBatch', 10n, 'Utility.BatchCompletedWithErrors'],
  ])('%s keeps what succeeded', (name, gained, closing) => {
    const world = new TestWorld()
    const before = world.free('Bob')
    const events = world.run('Alice', runtimeCall(callsOf(world, 'Utility')[name], { calls: [good, bad, good] }))
    expect(world.free('Bob') - before).toBe(gained)
    expect(names(events)).toContain(closing)
    expect(names(events)).toContain('System.ExtrinsicSuccess')
  })

  test('batch_all does all or nothing, and fails with the error of the call that failed', () => {
    const world = new TestWorld()
    const before = world.free('Bob')
    const { batchAll } = callsOf(world, 'Utility')
    expect(world.failure('Alice', runtimeCall(batchAll, { calls: [good, bad] }))).toBe('Token.FundsUnavailable')
    expect(world.free('Bob')).toBe(before)
    world.run('Alice', runtimeCall(batchAll, { calls: [good, good] }))
    expect(world.free('Bob') - before).toBe(10n)
  })

  test('a batch weighs what its calls weigh, so that it cannot hide work from the block’s limits', () => {
    const world = new TestWorld()
    const [{ values }] = world
      .run('Alice', runtimeCall(callsOf(world, 'Utility').batch, { calls: Array.from({ length: 10 }, () => good) }))
      .filter(
        ({ event, phase }) =>
          event === systemEvents.ExtrinsicSuccess && phase.type === 'ApplyExtrinsic' && phase.index === 1,
      )
    expect(values.dispatchInfo.weight).toBeGreaterThanOrEqual(10 * (balances.calls.transferKeepAlive.weight as number))
  })
})

describe('Sudo', () => {
  test('only the key holder may use it; the result is reported', () => {
    const world = new TestWorld()
    const { sudo, sudoAs } = callsOf(world, 'Sudo')
    expect(world.failure('Bob', runtimeCall(sudo, { call: good }))).toBe('Sudo.RequireSudo')
    const before = world.free('Charlie')
    const asCharlie = world.run('Alice', runtimeCall(sudoAs, { who: addressOf(devAccount('Charlie')), call: good }))
    expect(before - world.free('Charlie')).toBe(5n)
    expect(asCharlie.find(({ event }) => event.path === 'Sudo.SudoAsDone')?.values.sudoResult.ok).toBe(true)
    const refused = world.run('Alice', runtimeCall(sudo, { call: good })) // root has no account to send from
    expect(refused.find(({ event }) => event.path === 'Sudo.Sudid')?.values.sudoResult).toMatchObject({
      ok: false,
      error: { type: 'BadOrigin' },
    })
  })

  test('the key can be handed on and given up', () => {
    const world = new TestWorld()
    const { sudo, setKey, removeKey } = callsOf(world, 'Sudo')
    world.run('Alice', runtimeCall(setKey, { new: addressOf(devAccount('Bob')) }))
    expect(world.failure('Alice', runtimeCall(sudo, { call: good }))).toBe('Sudo.RequireSudo')
    world.run('Bob', runtimeCall(removeKey, {}))
    expect(world.failure('Bob', runtimeCall(sudo, { call: good }))).toBe('Sudo.RequireSudo')
  })
})
