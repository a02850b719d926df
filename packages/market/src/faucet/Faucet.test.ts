import { type AccountId, type Hash, sha256, toHex, utf8 } from '@echochain/codec'
import { FakeClock } from '@echochain/consensus'
import { keypairFromUri } from '@echochain/crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEveryDatabase } from '../testing/onEveryDatabase.ts'
import { silentLogger } from '../testing/silentLogger.ts'
import { Faucet } from './Faucet.ts'
import { FaucetError } from './FaucetError.ts'
import { FaucetLedger } from './FaucetLedger.ts'
import type { FaucetRules } from './FaucetRules.ts'
import type { FaucetWallet } from './FaucetWallet.ts'

const ECHO = 10n ** 12n
const START_MS = 1_790_000_000_000
const HERE = '192.0.2.1'
const [ANNA, BEN, CARLA] = ['Anna', 'Ben', 'Carla'].map((name) => keypairFromUri(`//${name}`, 'sr25519').account)

/** A wallet whose transfers come to what a test says. */
class FakeWallet implements FaucetWallet {
  readonly account = CARLA
  readonly balances = new Map<AccountId, bigint>()
  readonly sent: { readonly to: AccountId; readonly amount: bigint; readonly lose: (error: Error) => void }[] = []
  /** What the next transfer fails with. */
  failure: Error | undefined
  /** Transfers wait for it. */
  gate: Promise<void> = Promise.resolve()
  atOnce = 0

  async balanceOf(account: AccountId): Promise<bigint> {
    return this.balances.get(account) ?? 0n
  }

  async send(to: AccountId, amount: bigint, lose: (error: Error) => void): Promise<Hash> {
    expect(++this.atOnce, 'transfers under way').toBe(1)
    try {
      await this.gate
      if (this.failure) throw this.failure
      this.sent.push({ to, amount, lose })
      return toHex(sha256(utf8(String(this.sent.length))))
    } finally {
      this.atOnce--
    }
  }

  async close(): Promise<void> {}
}

onEveryDatabase((under) => {
  function open({ clock = new FakeClock(START_MS), rules }: { clock?: FakeClock; rules?: Partial<FaucetRules> }) {
    const wallet = new FakeWallet()
    const ledger = new FaucetLedger(under.db)
    return { clock, wallet, faucet: new Faucet({ ledger, wallet, clock, logger: silentLogger, rules }) }
  }

  test('gives an address 100 ECHO once an hour', async () => {
    const { clock, wallet, faucet } = open({})
    expect(await faucet.request(ANNA, HERE)).toMatch(/^0x[0-9a-f]{64}$/)
    expect(wallet.sent).toMatchObject([{ to: ANNA, amount: 100n * ECHO }])
    clock.advanceBy(10_000)
    await expect(faucet.request(ANNA, '198.51.100.9')).rejects.toMatchObject({
      code: 'FAUCET_WAIT',
      retryAfterSeconds: 3_590,
    })
    await faucet.request(BEN, HERE)
    clock.advanceBy(3_590_000)
    await faucet.request(ANNA, HERE)
    expect(wallet.sent.map(({ to }) => to)).toEqual([ANNA, BEN, ANNA])
  })

  test('remembers over a restart', async () => {
    const { clock, faucet } = open({})
    await faucet.request(ANNA, HERE)
    await faucet.close()
    await expect(open({ clock }).faucet.request(ANNA, HERE)).rejects.toMatchObject({ code: 'FAUCET_WAIT' })
  })

  test('gives nothing to who has enough', async () => {
    const { wallet, faucet } = open({})
    wallet.balances.set(ANNA, 1_000n * ECHO)
    await expect(faucet.request(ANNA, HERE)).rejects.toMatchObject({ code: 'FAUCET_NOT_NEEDED' })
    wallet.balances.set(ANNA, 1_000n * ECHO - 1n)
    await faucet.request(ANNA, HERE)
    expect(wallet.sent).toHaveLength(1)
  })

  test('one client gets so many an hour, whatever addresses it names', async () => {
    const { clock, faucet } = open({ rules: { grantsPerClient: 2 } })
    await faucet.request(ANNA, '2001:db8::1')
    clock.advanceBy(60_000)
    await faucet.request(BEN, '2001:db8::2')
    await expect(faucet.request(CARLA, '2001:db8::3')).rejects.toMatchObject({
      code: 'FAUCET_WAIT',
      retryAfterSeconds: 3_540,
    })
    await faucet.request(CARLA, '2001:db8:0:1::3')
  })

  test('all together get so many a minute', async () => {
    const { clock, faucet } = open({ rules: { grantsPerMinute: 2 } })
    await faucet.request(ANNA, '192.0.2.1')
    clock.advanceBy(20_000)
    await faucet.request(BEN, '192.0.2.2')
    await expect(faucet.request(CARLA, '192.0.2.3')).rejects.toMatchObject({
      code: 'FAUCET_WAIT',
      retryAfterSeconds: 40,
    })
    clock.advanceBy(40_000)
    await faucet.request(CARLA, '192.0.2.3')
  })

  test('a transfer that fails, at once or later, does not count', async () => {
    const { wallet, faucet } = open({})
    wallet.failure = new FaucetError('FAUCET_EMPTY', 'Nothing is left')
    await expect(faucet.request(ANNA, HERE)).rejects.toMatchObject({ code: 'FAUCET_EMPTY' })
    wallet.failure = undefined
    await faucet.request(ANNA, HERE)
    wallet.sent[0].lose(new Error('The transaction was dropped'))
    await expect.poll(countOf).toBe(0)
    await faucet.request(ANNA, HERE)
  })

  const countOf = async (): Promise<number> =>
    (await sql<{ count: number }>`select count(*)::integer as count from faucet_grants`.execute(under.db)).rows[0].count

  test('requests are served one after the other; too many that wait are told so', async () => {
    const { wallet, faucet } = open({ rules: { maxWaiting: 2 } })
    const { promise, resolve } = Promise.withResolvers<void>()
    wallet.gate = promise
    const served = [faucet.request(ANNA, HERE), faucet.request(ANNA, HERE)]
    await expect(faucet.request(BEN, HERE)).rejects.toMatchObject({ code: 'FAUCET_BUSY' })
    resolve()
    const results = await Promise.allSettled(served)
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    await faucet.request(BEN, HERE)
    expect(wallet.sent.map(({ to }) => to)).toEqual([ANNA, BEN])
  })

  test('a clock that is set back keeps nobody waiting for longer than an hour; what is forgotten is deleted', async () => {
    const clock = new FakeClock(START_MS)
    await open({ clock }).faucet.request(ANNA, HERE)
    await expect(open({ clock: new FakeClock(1_700_000_000_000) }).faucet.request(ANNA, HERE)).rejects.toMatchObject({
      retryAfterSeconds: 3_600,
    })
    clock.advanceBy(3_600_001)
    await open({ clock }).faucet.request(BEN, HERE)
    expect(await countOf()).toBe(1)
  })
})
