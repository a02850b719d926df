import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '../bytes/bytes.ts'
import { toHex } from '../bytes/hex.ts'
import { boundaryLengths, patternBytes } from '../testing/patternBytes.ts'
import * as node from './sha256.node.ts'
import * as portable from './sha256.portable.ts'

describe.each([
  ['Node', node],
  ['portable', portable],
])('SHA-256, %s', (_, { sha256, createSha256 }) => {
  test('FIPS 180-4 examples', () => {
    expect(toHex(sha256(new Uint8Array(0)))).toBe('0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(toHex(sha256(utf8('abc')))).toBe('0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(toHex(sha256(utf8('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')))).toBe(
      '0x248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    )
    expect(toHex(sha256(new Uint8Array(1_000_000).fill(97)))).toBe(
      '0xcdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    )
  })

  test('agrees with @noble/hashes for every length to 300 and around every boundary to 3 MB', () => {
    for (const length of [...Array(301).keys(), ...boundaryLengths]) {
      const input = patternBytes(length)
      expect(sha256(input), `${length} bytes`).toEqual(nobleSha256(input))
    }
  })

  test('piece by piece is the same as at once, however it is cut, with several hashers in turns', () => {
    const pieces = fc.array(
      fc.integer({ min: 0, max: 200 }).map((length) => patternBytes(length)),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(pieces, pieces, (left, right) => {
        const first = createSha256()
        const second = createSha256()
        for (let i = 0; i < Math.max(left.length, right.length); i++) {
          if (i < left.length) first.update(left[i])
          sha256(patternBytes(i))
          if (i < right.length) second.update(right[i])
        }
        expect(first.digest()).toEqual(nobleSha256(concatBytes(...left)))
        expect(second.digest()).toEqual(nobleSha256(concatBytes(...right)))
      }),
    )
  })

  test('large pieces', () => {
    const hasher = createSha256()
    const pieces = [patternBytes(7), patternBytes(200_001), patternBytes(64_512), patternBytes(64_505)]
    for (const piece of pieces) hasher.update(piece)
    expect(hasher.digest()).toEqual(nobleSha256(concatBytes(...pieces)))
  })

  test('a hasher is used up by its digest', () => {
    const hasher = createSha256()
    hasher.digest()
    expect(() => hasher.update(utf8('more'))).toThrow()
    expect(() => hasher.digest()).toThrow()
  })
})
