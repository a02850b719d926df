import { expect, test } from 'vitest'
import { EXISTENTIAL_DEPOSIT as LEAST } from '../token.ts'
import { computeSpendable, type Existence } from './computeSpendable.ts'

test.each<[string, { free?: bigint; reserved?: bigint; frozen?: bigint }, Existence, bigint]>([
  ['all but what it exists by', { free: 5n * LEAST }, 'keepAlive', 4n * LEAST],
  ['everything, where it may go', { free: 5n * LEAST }, 'allowDeath', 5n * LEAST],
  ['not everything while a deposit is set aside', { free: 5n * LEAST, reserved: 1n }, 'allowDeath', 4n * LEAST],
  ['nothing that is frozen', { free: 5n * LEAST, frozen: 3n * LEAST }, 'keepAlive', 2n * LEAST],
  ['nothing that is frozen, where it may go', { free: 5n * LEAST, frozen: 3n * LEAST }, 'allowDeath', 2n * LEAST],
  [
    'what is frozen whatever is reserved',
    { free: 5n * LEAST, frozen: 3n * LEAST, reserved: 9n * LEAST },
    'keepAlive',
    2n * LEAST,
  ],
  ['all but the deposit it exists by, if less is frozen', { free: 5n * LEAST, frozen: 1n }, 'keepAlive', 4n * LEAST],
  ['nothing of nothing', { free: LEAST - 1n }, 'keepAlive', 0n],
  ['nothing where more is frozen than there is', { free: LEAST, frozen: 3n * LEAST }, 'allowDeath', 0n],
])('an account may spend %s', (_, data, existence, amount) => {
  expect(computeSpendable({ free: 0n, reserved: 0n, frozen: 0n, ...data }, existence)).toBe(amount)
})
