import { xxhashAsU8a } from '@polkadot/util-crypto'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../bytes/bytes.ts'
import { toHex } from '../bytes/hex.ts'
import { boundaryLengths, patternBytes } from '../testing/patternBytes.ts'
import { twox128, twox64, xxHash64 } from './twox.ts'

describe('xxHash64', () => {
  /** The buffer of xxHash's sanity check: byte i is the top of prime32 · prime64^i. */
  function sanityBuffer(length: number): Uint8Array {
    let generator = 2_654_435_761n
    return new Uint8Array(length).map(() => {
      const byte = Number(generator >> 56n)
      generator = (generator * 11_400_714_785_074_694_797n) & 0xffff_ffff_ffff_ffffn
      return byte
    })
  }
  const PRIME32 = 0x9e37_79b1n

  test.each([
    [0, 0n, 0xef46_db37_51d8_e999n],
    [0, PRIME32, 0xac75_fda2_929b_17efn],
    [1, 0n, 0xe934_a84a_db05_2768n],
    [1, PRIME32, 0x5014_6076_43a9_b4c3n],
    [4, 0n, 0x9136_a0dc_a574_57een],
    [14, 0n, 0x8282_dcc4_994e_35c8n],
    [14, PRIME32, 0xc3bd_6bf6_3deb_6df0n],
    [222, 0n, 0xb641_ae8c_b691_c174n],
    [222, PRIME32, 0x20cb_8ab7_ae10_c14an],
  ])('the sanity check of the reference implementation: %i bytes, seed %i', (length, seed, hash) => {
    expect(xxHash64(sanityBuffer(length), seed)).toBe(hash)
  })

  test('a seed of more than 64 bits counts modulo 2^64', () => {
    expect(xxHash64(utf8('a'), 2n ** 64n + 7n)).toBe(xxHash64(utf8('a'), 7n))
  })
})

test('Substrate: the prefixes of well-known storage items', () => {
  expect(toHex(twox128(utf8('System')))).toBe('0x26aa394eea5630e07c48ae0c9558cef7')
  expect(toHex(twox128(utf8('Account')))).toBe('0xb99d880ec681799c0cf30e8886371da9')
  expect(toHex(twox128(utf8('Balances')))).toBe('0xc2261276cc9d1f8598ea4b6a74b15c2f')
  expect(toHex(twox128(utf8('TotalIssuance')))).toBe('0x57c875e4cff74148e4628f264b974c80')
})

test('twox64 and twox128 agree with @polkadot/util-crypto for every length to 300 and around the boundaries', () => {
  for (const length of [...Array(301).keys(), ...boundaryLengths.filter((length) => length < 200_000)]) {
    const input = patternBytes(length)
    expect(twox64(input), `${length} bytes`).toEqual(xxhashAsU8a(input, 64))
    expect(twox128(input), `${length} bytes`).toEqual(xxhashAsU8a(input, 128))
  }
})
