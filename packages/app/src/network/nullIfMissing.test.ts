import { MarketRequestError } from '@echochain/sdk'
import { expect, test } from 'vitest'
import { nullIfMissing } from './nullIfMissing.ts'

test('an answer stays as it is', async () => {
  expect(await nullIfMissing(Promise.resolve({ id: 7 }))).toEqual({ id: 7 })
})

test('what the market does not know is null', async () => {
  expect(await nullIfMissing(Promise.reject(new MarketRequestError('No such licence', { status: 404 })))).toBeNull()
})

test('whatever else went wrong goes on', async () => {
  for (const error of [
    new MarketRequestError('No market answers'),
    new MarketRequestError('Busy', { status: 429 }),
    new Error('404'),
  ])
    await expect(nullIfMissing(Promise.reject(error)), error.message).rejects.toBe(error)
})
