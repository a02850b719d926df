import { expect, test } from 'vitest'
import { decodePeaks } from './decodePeaks.ts'

test('peaks are pairs of signed bytes in base 64', () => {
  const text = Buffer.from(new Uint8Array(Int8Array.of(-127, 127, -1, 0).buffer)).toString('base64')
  expect([...decodePeaks(text)]).toEqual([-127, 127, -1, 0])
})

test('other text is refused', () => {
  expect(() => decodePeaks('§')).toThrow(DOMException)
})
