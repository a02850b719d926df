import { blake2b } from '@noble/hashes/blake2.js'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '../bytes/bytes.ts'
import { fromHex, toHex } from '../bytes/hex.ts'
import { blake2b128, blake2b256, blake2b512 } from './blake2b.ts'
import { boundaryLengths, patternBytes } from '../testing/patternBytes.ts'

describe('RFC 7693', () => {
  test('appendix A: BLAKE2b-512 of "abc"', () => {
    expect(toHex(blake2b512(utf8('abc')))).toBe(
      '0xba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1' +
        '7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
    )
  })

  /** seq(length, seed) of the RFC: a Fibonacci generator over 32 bits. */
  function selfTestSequence(length: number, seed: number): Uint8Array {
    let a = Math.imul(0xdead4bad, seed) >>> 0
    let b = 1
    return new Uint8Array(length).map(() => {
      const sum = (a + b) >>> 0
      a = b
      b = sum
      return sum >>> 24
    })
  }

  // Of its 48 digests those of 20 and 48 bytes and the keyed ones are not ours to make; @noble/hashes makes them. A wrong
  // one among the rest, or a wrong last one over all of them, shows in the grand hash.
  test('appendix E: the grand hash of the self-test', () => {
    const digests: Uint8Array[] = []
    for (const digestLength of [20, 32, 48, 64])
      for (const length of [0, 3, 128, 129, 255, 1024]) {
        const input = selfTestSequence(length, length)
        const ours = digestLength === 32 ? blake2b256 : digestLength === 64 ? blake2b512 : undefined
        digests.push(ours ? ours(input) : blake2b(input, { dkLen: digestLength }))
        digests.push(blake2b(input, { dkLen: digestLength, key: selfTestSequence(digestLength, digestLength) }))
      }
    expect(toHex(blake2b256(concatBytes(...digests)))).toBe(
      '0xc23a7800d98123bd10f506c61e29da5603d763b8bbad2e737f5e765a7bccd475',
    )
  })
})

// What Polkadot clients and sp_core::hashing state for these texts.
test('Substrate: blake2_256 and blake2_128 of known texts', () => {
  expect(toHex(blake2b256(new Uint8Array(0)))).toBe(
    '0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8',
  )
  expect(toHex(blake2b256(utf8('abc')))).toBe('0xbddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319')
  expect(toHex(blake2b128(utf8('abc')))).toBe('0xcf4ab791c62b8d2b2109c90275287816')
})

test('Substrate: the storage key of Alice under System.Account ends in blake2_128_concat', () => {
  const alice = fromHex('0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d')
  expect(toHex(blake2b128(alice))).toBe('0xde1e86a9a8c739864cf3cc5ec2bea59f')
})

test('agrees with @noble/hashes for every length to 300 and around every boundary to 3 MB', () => {
  for (const length of [...Array(301).keys(), ...boundaryLengths]) {
    const input = patternBytes(length)
    expect(blake2b256(input), `256, ${length} bytes`).toEqual(blake2b(input, { dkLen: 32 }))
    if (length < 1000 || length % 2 === 1)
      expect(blake2b128(input), `128, ${length} bytes`).toEqual(blake2b(input, { dkLen: 16 }))
    if (length < 1000) expect(blake2b512(input), `512, ${length} bytes`).toEqual(blake2b(input, { dkLen: 64 }))
  }
})

test('a digest is a value of its own, and a view of a larger buffer is hashed by its own bytes', () => {
  const first = blake2b256(utf8('a'))
  const kept = first.slice()
  blake2b256(utf8('b'))
  expect(first).toEqual(kept)
  expect(first.buffer.byteLength).toBe(32)
  const buffer = patternBytes(100)
  expect(blake2b256(buffer.subarray(10, 50))).toEqual(blake2b256(buffer.slice(10, 50)))
})
