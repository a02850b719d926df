import { EXISTENTIAL_DEPOSIT } from '@echochain/sdk'
import { expect, test } from 'vitest'
import { wallet as walletWords } from '../../text/wallet.ts'
import { isPayment, type PaymentDraft, type PaymentFacts, readPayment } from './readPayment.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
/** Alice with Polkadot's prefix 0. */
const ALICE_0 = '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5'
const ECHO = 10n ** 12n
const facts: PaymentFacts = { from: BOB, available: 10n * ECHO, recipientExists: true }
const words = walletWords.send.problems

const read = (draft: Partial<PaymentDraft>, more: Partial<PaymentFacts> = {}) =>
  readPayment({ to: ALICE, amount: '1', all: false, ...draft }, { ...facts, ...more })

test.each<[Partial<PaymentDraft>, bigint | 'all']>([
  [{ amount: '12.5' }, 12_500_000_000_000n],
  [{ amount: '0.000000000001' }, 1n],
  [{ amount: ' 3 ECHO ' }, 3n * ECHO],
  [{ all: true, amount: 'whatever' }, 'all'],
  [{ to: ` ${ALICE_0} ` }, ECHO],
])('%j is sent to Alice', (draft, amount) => {
  const payment = read(draft, { available: 100n * ECHO })
  expect(payment).toEqual({ to: ALICE, amount })
  expect(isPayment(payment)).toBe(true)
})

test.each<[string, Partial<PaymentDraft>, object]>([
  ['no address', { to: ' ' }, { to: words.noAddress }],
  ['a mistyped address', { to: `${ALICE.slice(0, -1)}Z` }, { to: words.badAddress }],
  ['the sender itself', { to: BOB }, { to: words.ownAddress }],
  ['no amount', { amount: '' }, { amount: words.noAmount }],
  ['letters', { amount: 'ten' }, { amount: words.badAmount }],
  ['a thousand with a comma', { amount: '1,000' }, { amount: words.badAmount }],
  ['a decimal comma', { amount: '12,5' }, { amount: words.badAmount }],
  ['a negative amount', { amount: '-1' }, { amount: words.badAmount }],
  ['too many decimals', { amount: '0.0000000000001' }, { amount: words.badAmount }],
  ['nothing', { amount: '0.00' }, { amount: words.zero }],
  ['more than there is', { amount: '10.000000000001' }, { amount: words.tooMuch('10 ECHO') }],
  ['everything wrong', { to: '', amount: '' }, { to: words.noAddress, amount: words.noAmount }],
])('%s is refused in words', (_, draft, problems) => {
  const refused = read(draft)
  expect(refused).toEqual({ to: undefined, amount: undefined, ...problems })
  expect(isPayment(refused)).toBe(false)
})

test('a new account must begin with the existential deposit', () => {
  const least = { amount: '0.00001' }
  expect(isPayment(read(least, { recipientExists: false }))).toBe(true)
  expect(read({ amount: '0.000009999999' }, { recipientExists: false })).toMatchObject({
    amount: words.tooLittle('0.00001 ECHO'),
  })
  expect(isPayment(read({ amount: '0.000009999999' }))).toBe(true)
  expect(read({ all: true }, { available: EXISTENTIAL_DEPOSIT - 1n, recipientExists: false })).toHaveProperty('amount')
})

test('everything of nothing is refused; what is not known yet is left to the chain', () => {
  expect(read({ all: true }, { available: 0n })).toMatchObject({ amount: words.tooMuch('0 ECHO') })
  expect(isPayment(read({ amount: '1000' }, { available: undefined, recipientExists: undefined }))).toBe(true)
})
