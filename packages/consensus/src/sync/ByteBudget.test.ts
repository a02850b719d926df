import { expect, test } from 'vitest'
import { ByteBudget } from './ByteBudget.ts'

test('MAX_BRANCH_BYTES: what all shares hold together counts, until they are given back', () => {
  const budget = new ByteBudget(100)
  const first = budget.open()
  {
    using second = budget.open()
    first.add(60)
    second.add(40)
    expect(budget.isSpent).toBe(false)
    second.add(1)
    expect(budget.isSpent).toBe(true)
  }
  expect(budget.isSpent).toBe(false)
  first.add(41)
  expect(budget.isSpent).toBe(true)
  first[Symbol.dispose]()
  first[Symbol.dispose]()
  expect(budget.isSpent).toBe(false)
})
