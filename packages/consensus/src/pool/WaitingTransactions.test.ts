import { type AccountId, toHex } from '@echochain/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goesBefore, type PooledTransaction } from './PooledTransaction.ts'
import { PoolError } from './PoolError.ts'
import type { PoolLimits } from './PoolLimits.ts'
import { WaitingTransactions } from './WaitingTransactions.ts'

const LIMITS: Omit<PoolLimits, 'incoming' | 'included'> = {
  transactions: 10,
  bytes: 120,
  perAccount: 5,
  future: 4,
  futurePerAccount: 2,
}
const ACCOUNTS = ['a', 'b', 'c', 'd'].map((name) => name.repeat(32) as AccountId)

const extrinsic = (length: number) => ({ bytes: new Uint8Array(length) }) as PooledTransaction['extrinsic']

/** The same rules as lists that are gone through from the begin each time. */
class NaivePool {
  waiting: PooledTransaction[] = []
  readonly nonces = new Map<AccountId, number>(ACCOUNTS.map((account) => [account, 0]))

  of(account: AccountId): PooledTransaction[] {
    return this.waiting.filter((transaction) => transaction.account === account)
  }

  at(account: AccountId, nonce: number): PooledTransaction | undefined {
    return this.of(account).find((transaction) => transaction.nonce === nonce)
  }

  firstFree(account: AccountId): number {
    let nonce = this.nonces.get(account)!
    while (this.at(account, nonce)) nonce++
    return nonce
  }

  isReady({ account, nonce }: PooledTransaction): boolean {
    return nonce < this.firstFree(account)
  }

  future(of = this.waiting): number {
    return of.filter((transaction) => !this.isReady(transaction)).length
  }

  fits(transactions: readonly PooledTransaction[]): boolean {
    const bytes = transactions.reduce((sum, transaction) => sum + transaction.extrinsic.bytes.length, 0)
    return transactions.length <= LIMITS.transactions && bytes <= LIMITS.bytes
  }

  /** The code of the refusal, or nothing. */
  add(transaction: PooledTransaction): string | undefined {
    const { account, nonce } = transaction
    const rival = this.at(account, nonce)
    if (rival && transaction.priority <= rival.priority) return 'TOO_LOW_PRIORITY'
    if (!rival && this.of(account).length >= LIMITS.perAccount) return 'ACCOUNT_FULL'
    if (!rival && nonce > this.firstFree(account)) {
      if (this.future(this.of(account)) >= LIMITS.futurePerAccount) return 'ACCOUNT_FULL'
      if (this.future() >= LIMITS.future) return 'POOL_FULL'
    }
    const others = this.waiting.filter((other) => other !== rival)
    const victims: PooledTransaction[] = []
    for (const worst of others.toSorted((a, b) => (goesBefore(b, a) ? -1 : 1))) {
      if (this.fits([...others.filter((other) => !victims.includes(other)), transaction])) break
      if (!goesBefore(transaction, worst) || (worst.account === account && worst.nonce < nonce)) return 'POOL_FULL'
      victims.push(worst)
    }
    if (!this.fits([...others.filter((other) => !victims.includes(other)), transaction])) return 'POOL_FULL'
    this.waiting = [...others, transaction]
    for (const victim of victims) this.remove(victim)
    return undefined
  }

  remove(transaction: PooledTransaction): void {
    const { account, nonce } = transaction
    const end = this.isReady(transaction) ? this.firstFree(account) : nonce + 1
    this.waiting = this.waiting.filter((o) => o.account !== account || o.nonce < nonce || o.nonce >= end)
  }

  setNonce(account: AccountId, nonce: number): void {
    this.nonces.set(account, nonce)
    this.waiting = this.waiting.filter((other) => other.account !== account || other.nonce >= nonce)
  }

  /** Repeatedly the best of those whose turn it is. */
  ready(): PooledTransaction[] {
    const next = new Map(this.nonces)
    const order: PooledTransaction[] = []
    for (;;) {
      const heads = ACCOUNTS.map((account) => this.at(account, next.get(account)!)).filter((head) => head !== undefined)
      if (heads.length === 0) return order
      const best = heads.reduce((a, b) => (goesBefore(a, b) ? a : b))
      order.push(best)
      next.set(best.account, best.nonce + 1)
    }
  }
}

const account = fc.nat(3)
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      account,
      ahead: fc.nat(4),
      priority: fc.bigInt(0n, 9n),
      length: fc.integer({ min: 5, max: 30 }),
      lives: fc.integer({ min: 1, max: 30 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('include' as const), count: fc.nat(4) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('nonce' as const), account, by: fc.integer({ min: -2, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
)

test('any sequence of what happens to a pool gives what naive lists give', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 80 }), (steps) => {
      const pool = new WaitingTransactions(LIMITS)
      const model = new NaivePool()
      const readyBefore = new Set<PooledTransaction>()
      for (const [at, what] of steps.entries()) {
        const told: PooledTransaction[] = []
        if (what.do === 'add') {
          const owner = ACCOUNTS[what.account]
          const accountNonce = model.nonces.get(owner)!
          const transaction: PooledTransaction = {
            hash: toHex(Uint8Array.of(at)),
            extrinsic: extrinsic(what.length),
            additional: new Uint8Array(0),
            account: owner,
            nonce: accountNonce + what.ahead,
            priority: what.priority,
            birth: 0,
            death: at + what.lives,
            arrival: at,
          }
          const refusal = model.add(transaction)
          const run = (): void => void told.push(...pool.add(transaction, accountNonce).ready)
          const probe = (): void => pool.validateRoom(transaction, accountNonce)
          if (refusal) for (const refused of [probe, run]) expect(codeOf(refused)).toBe(refusal)
          else for (const taken of [probe, run]) taken()
        } else if (what.do === 'include')
          for (const transaction of model.ready().slice(0, what.count)) {
            pool.take(transaction)
            pool.setNonce(transaction.account, transaction.nonce + 1)
            model.setNonce(transaction.account, transaction.nonce + 1)
          }
        else if (what.do === 'nonce') {
          const owner = ACCOUNTS[what.account]
          const nonce = Math.max(0, model.nonces.get(owner)! + what.by)
          told.push(...pool.setNonce(owner, nonce).ready)
          model.setNonce(owner, nonce)
        } else if (what.do === 'remove') {
          const transaction = model.waiting[what.at]
          if (transaction) pool.remove(transaction)
          if (transaction) model.remove(transaction)
        } else {
          pool.expire(at)
          while (model.waiting.some(({ death }) => death <= at))
            model.remove(model.waiting.find(({ death }) => death <= at)!)
        }
        expectSame(pool, model)
        const ready = new Set(model.ready())
        for (const transaction of ready)
          if (!readyBefore.has(transaction)) expect(told, 'told that it is ready').toContain(transaction)
        readyBefore.clear()
        for (const transaction of ready) readyBefore.add(transaction)
      }
    }),
    { numRuns: 500 },
  )
})

function expectSame(pool: WaitingTransactions, model: NaivePool): void {
  const hashes = (transactions: Iterable<PooledTransaction>) => Array.from(transactions, ({ hash }) => hash)
  expect(hashes(pool.ready())).toEqual(hashes(model.ready()))
  expect(hashes(pool.all()).toSorted()).toEqual(hashes(model.waiting).toSorted())
  expect(pool.bytes).toBe(model.waiting.reduce((sum, transaction) => sum + transaction.extrinsic.bytes.length, 0))
  expect(pool.future).toBe(model.future())
  for (const owner of ACCOUNTS) expect(pool.firstFree(owner, model.nonces.get(owner)!)).toBe(model.firstFree(owner))
  for (const transaction of model.waiting) expect(pool.isReady(transaction)).toBe(model.isReady(transaction))
}

function codeOf(run: () => void): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof PoolError) return error.code
    throw error
  }
}
