import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as node from './text.node.ts'
import * as portable from './text.portable.ts'

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)

describe.each([
  ['Node', node],
  ['portable', portable],
])('bytes as text, %s', (_, { hexFromBytes, latin1FromBytes, writeLatin1 }) => {
  test('latin-1: code point n for byte n, and back', () => {
    const text = latin1FromBytes(allBytes, 0, 256)
    expect([...text].map((character) => character.codePointAt(0))).toEqual([...allBytes])
    const target = new Uint8Array(258).fill(7)
    writeLatin1(text, target, 1)
    expect([...target]).toEqual([7, ...allBytes, 7])
  })

  test('hexadecimal digits', () => {
    expect(hexFromBytes(allBytes, 0, 256)).toBe(
      [...allBytes].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    )
  })
})

test('both give the same for any part of a view', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 60 }), fc.nat(4), fc.nat(5), (buffer, start, back) => {
      const bytes = buffer.subarray(1)
      const end = bytes.length - back
      expect(node.hexFromBytes(bytes, start, end)).toBe(portable.hexFromBytes(bytes, start, end))
      expect(node.latin1FromBytes(bytes, start, end)).toBe(portable.latin1FromBytes(bytes, start, end))
    }),
  )
})
