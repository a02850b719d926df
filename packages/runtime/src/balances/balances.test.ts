import { keypairFromUri } from '@echochain/crypto'
import { addressOf, runtimeCall, systemEvents, systemStorage } from '@echochain/frame'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TREASURY_ACCOUNT } from '../accounts.ts'
import { DEV_NAMES, devAccount, type DevName } from '../devGenesis.ts'
import { TestWorld } from '../testing/TestWorld.ts'
import { balances } from './balances.ts'
import { EXISTENTIAL_DEPOSIT } from '../token.ts'
import { balancesEvents } from './declarations.ts'

const { transferAllowDeath, transferKeepAlive, transferAll } = balances.calls
const stranger = keypairFromUri('//Stranger', 'sr25519').account
const send = (to: string, value: bigint, call = transferKeepAlive) =>
  runtimeCall(call, { dest: addressOf(to as ReturnType<typeof devAccount>), value })

describe('transfers', () => {
  test('move value and report it', () => {
    const world = new TestWorld()
    const before = world.free('Bob')
    const events = world.run('Alice', send(devAccount('Bob'), 5n))
    expect(world.free('Bob')).toBe(before + 5n)
    const { values } = events.find(({ event }) => event === balancesEvents.Transfer)!
    expect(values).toEqual({ from: devAccount('Alice'), to: devAccount('Bob'), amount: 5n })
  })

  test('to a new account below the existential deposit fail with Token.BelowMinimum', () => {
    const world = new TestWorld()
    expect(world.failure('Alice', send(stranger, EXISTENTIAL_DEPOSIT - 1n))).toBe('Token.BelowMinimum')
    expect(world.failure('Alice', send(stranger, EXISTENTIAL_DEPOSIT))).toBeUndefined()
  })

  test('of more than there is fail with Token.FundsUnavailable', () => {
    expect(new TestWorld().failure('Alice', send(devAccount('Bob'), 10n ** 30n))).toBe('Token.FundsUnavailable')
  })

  test('that would remove the sender fail with Token.NotExpendable, unless death is allowed', () => {
    const world = new TestWorld()
    world.run('Alice', send(stranger, 10n ** 12n))
    world.run(stranger, send(devAccount('Bob'), 0n))
    const fee = 10n ** 12n - world.free(stranger)
    const tooMuch = () => world.free(stranger) - fee - EXISTENTIAL_DEPOSIT + 1n
    expect(world.failure(stranger, send(devAccount('Bob'), tooMuch()))).toBe('Token.NotExpendable')
    const issuance = world.supply().issuance
    const events = world.run(stranger, send(devAccount('Bob'), tooMuch(), transferAllowDeath))
    expect(events.find(({ event }) => event === balancesEvents.DustLost)?.values.amount).toBe(EXISTENTIAL_DEPOSIT - 1n)
    expect(issuance - world.supply().issuance).toBeGreaterThan(EXISTENTIAL_DEPOSIT - 1n)
  })

  test('an account stays while it has made more transactions than blocks have passed, for none must come again', () => {
    const world = new TestWorld()
    world.run('Alice', send(stranger, 10n ** 12n))
    const all = runtimeCall(transferAll, { dest: addressOf(devAccount('Bob')), keepAlive: false })
    const infoOf = () => world.ctx.slot(systemStorage.account, stranger)
    world.block(({ ctx }) => {
      const slot = ctx.slot(systemStorage.account, stranger)
      slot.value = { ...slot.value, nonce: ctx.block.number + 2 }
    })
    expect(world.failure(stranger, all)).toBe('Token.NotExpendable')
    world.block(() => {})
    world.block(() => {})
    expect(world.failure(stranger, all)).toBeUndefined()
    expect(infoOf().exists).toBe(false)
  })

  test('transfer_all with allow-death removes the account, and its nonce starts at the block number when it returns', () => {
    const world = new TestWorld()
    world.run('Alice', send(stranger, 10n ** 12n))
    const events = world.run(
      stranger,
      runtimeCall(transferAll, { dest: addressOf(devAccount('Bob')), keepAlive: false }),
    )
    expect(events.some(({ event }) => event === systemEvents.KilledAccount)).toBe(true)
    expect(world.ctx.slot(systemStorage.account, stranger).exists).toBe(false)
    world.run('Alice', send(stranger, 10n ** 12n))
    expect(world.ctx.get(systemStorage.account, stranger).nonce).toBe(world.ctx.block.number - 1)
  })

  test('other address forms than Id fail with CannotLookup', () => {
    const dest = { type: 'Address32' as const, value: new Uint8Array(32) }
    expect(new TestWorld().failure('Alice', runtimeCall(transferKeepAlive, { dest, value: 1n }))).toBe('CannotLookup')
  })
})

test('fees: 20 % treasury, 30 % and the tip to the proposer, the rest burned, to the unit', () => {
  const world = new TestWorld()
  const before = {
    bob: world.free('Bob'),
    alice: world.free('Alice'),
    treasury: world.free(TREASURY_ACCOUNT),
    ...world.supply(),
  }
  const tip = 7n
  world.run('Bob', send(devAccount('Charlie'), 0n), tip)
  const paid = before.bob - world.free('Bob')
  const fee = paid - tip
  const treasury = (fee * 20n) / 100n
  const proposer = (fee * 30n) / 100n
  expect(world.free(TREASURY_ACCOUNT) - before.treasury).toBe(treasury)
  expect(world.free('Alice') - before.alice).toBe(proposer + tip)
  expect(before.issuance - world.supply().issuance).toBe(fee - treasury - proposer)
})

test('supply is conserved over random transfers, and failed ones cost the fee only', () => {
  const names = fc.constantFrom(...DEV_NAMES)
  const step = fc.record({
    from: names,
    to: fc.oneof(names, fc.constantFrom('X', 'Y')),
    value: fc.oneof(fc.bigInt(0n, 10n ** 8n), fc.bigInt(0n, 10n ** 22n)),
    kind: fc.constantFrom('allow', 'keep', 'all'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const world = new TestWorld()
      for (const { from, to, value, kind } of steps) {
        const dest = addressOf(
          DEV_NAMES.includes(to as DevName) ? devAccount(to as DevName) : keypairFromUri(`//${to}`, 'sr25519').account,
        )
        const call =
          kind === 'all'
            ? runtimeCall(transferAll, { dest, keepAlive: true })
            : runtimeCall(kind === 'allow' ? transferAllowDeath : transferKeepAlive, { dest, value })
        try {
          world.failure(from, call)
        } catch (error) {
          expect((error as { code: string }).code).toBe('Payment') // emptied by transfer_all
        }
        const { issuance, accounts } = world.supply()
        expect(accounts).toBe(issuance)
      }
    }),
    { numRuns: 40 },
  )
})
