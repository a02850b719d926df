import { describe, expect, test } from 'vitest'
import { findTerms, LICENCE_TERMS, termsHash } from './licenceTerms.ts'

describe('the licences the project offers', () => {
  // What sold licences name. A text that has another hash is another licence: add it, and leave these findable.
  test.each([
    ['Personal', '0xf9774153b18a997abcb60346a585b2f409dbbac0235314a48f17d3d72f07d00d'],
    ['Commercial', '0x24295d6ed7465d7cde8338a4ee21442fea75d7531299c3e13806105cade2ce66'],
    ['Exclusive', '0xd6af3f5cc02c8d24ea6b1b935631664419f695bd58102f006d8a51fd7177a1db'],
  ] as const)('the text of %s 1.0 never changes', (kind, hash) => {
    expect(LICENCE_TERMS[kind]).toMatchObject({ kind, title: `EchoChain ${kind} Licence 1.0` })
    expect(termsHash(LICENCE_TERMS[kind])).toBe(hash)
    expect(findTerms(hash)).toBe(LICENCE_TERMS[kind])
  })

  test('a text of somebody else is not found', () => {
    expect(findTerms(`0x${'00'.repeat(32)}`)).toBeUndefined()
  })
})
