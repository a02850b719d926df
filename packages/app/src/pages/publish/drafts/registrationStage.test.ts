import { expect, test } from 'vitest'
import { registrationStage } from './registrationStage.ts'

const found = (finalized: boolean) => ({ registeredAt: { number: 1, hash: null, timestampMs: null, finalized } })

test('from sent to final, with a market that is behind the node, and with a reorganisation', () => {
  expect(registrationStage({}, undefined)).toBe('sent')
  expect(registrationStage({}, null)).toBe('sent')
  expect(registrationStage({ sample: 7 }, null)).toBe('inBlock')
  expect(registrationStage({ sample: 7, isIndexed: true }, found(false))).toBe('inBlock')
  expect(registrationStage({ sample: 7, isIndexed: true }, undefined)).toBe('inBlock')
  expect(registrationStage({ sample: 7, isIndexed: true }, null)).toBe('retracted')
  expect(registrationStage({ sample: 8 }, found(true))).toBe('finalized')
})
