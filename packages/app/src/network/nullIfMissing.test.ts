import { MarketRequestError } from '@echochain/sdk'
import { expect, test } from 'vitest'
import { nullIfMissing } from './nullIfMissing.ts'

test('an answer stays as it is', async () => {
  expect(await nullIfMissing(Promise.resolve({ id: 7 }))).toEqual({ id: 7 })
})

test('what the market does not know is null', async () => {
  expect(await nullIfMissing(Promise.reject(new MarketRequestError('No such licence', { status: 404 })))).toBeNull()
})

test.each([
  new MarketRequestError('No market answers'),
  new MarketRequestError('Busy', { status: 429 }),
  new Error('404'),
])('%s goes on', async (error) => {
  await expect(nullIfMissing(Promise.reject(error))).rejects.toBe(error)
})
