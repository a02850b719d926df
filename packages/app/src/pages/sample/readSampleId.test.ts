import { expect, it } from 'vitest'
import { readSampleId } from './readSampleId.ts'

it.each([
  ['1', 1],
  ['4294967295', 4_294_967_295],
  ['4294967296', undefined],
  ['0', undefined],
  ['01', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['../1', undefined],
  ['', undefined],
])('reads "%s" as sample %s', (text, id) => {
  expect(readSampleId(text)).toBe(id)
})
