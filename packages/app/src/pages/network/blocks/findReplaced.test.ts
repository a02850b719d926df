import type { IndexedBlock } from '@echochain/sdk'
import { describe, expect, test } from 'vitest'
import { findReplaced } from './findReplaced.ts'

/** Blocks by number and branch, such as `3a`. */
const blocks = (names: string) =>
  names.split(' ').map((name) => ({ number: Number.parseInt(name), hash: `0x${name}` }) as unknown as IndexedBlock)
const replaced = (before: string, after: string) =>
  findReplaced(blocks(before), blocks(after)).map(({ hash }) => hash.slice(2))

describe('blocks that were taken back', () => {
  test('none while the chain only grows', () => {
    expect(replaced('3a 2a 1a', '4a 3a 2a')).toEqual([])
    expect(replaced('3a 2a 1a', '3a 2a 1a')).toEqual([])
  })

  test('those whose number has another block now', () => {
    expect(replaced('4a 3a 2a 1a', '5b 4b 3b 2a')).toEqual(['4a', '3a'])
  })

  test('those above the head of a branch that is shorter for the moment', () => {
    expect(replaced('5a 4a 3a 2a', '4b 3a 2a')).toEqual(['5a', '4a'])
  })

  test('not those that are merely older than the list goes back', () => {
    expect(replaced('3a 2a 1a', '9a 8a 7a')).toEqual([])
  })

  test('none when nothing is known', () => {
    expect(findReplaced(blocks('1a'), [])).toEqual([])
    expect(findReplaced([], blocks('1a'))).toEqual([])
  })
})
