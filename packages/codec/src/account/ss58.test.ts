import { decodeAddress, encodeAddress } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '../bytes/bytes.ts'
import { fromHex, toHex } from '../bytes/hex.ts'
import { blake2b512 } from '../hash/blake2b.ts'
import { accountIdFromBytes, accountIdToBytes } from './AccountId.ts'
import { ss58Decode, Ss58Error, ss58Encode } from './ss58.ts'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const ALICE = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d'
const accountBytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
const anyPrefix = fc.integer({ min: 0, max: 16_383 }).filter((prefix) => prefix !== 46 && prefix !== 47)
const withCode = (code: Ss58Error['code']) => expect.objectContaining({ code })

describe('published addresses', () => {
  test.each([
    [42, ALICE, '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'],
    [0, ALICE, '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5'],
    [2, ALICE, 'HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F'],
    [
      42,
      '0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48',
      '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
    ],
    [
      10,
      '0x79d1b9f483f005398e8a9ffa6378990a6d302b882848220dfa68a50b6f2090f2',
      '23dKgUghw8q96xGPCybiSRDkbNJMxNK7riGoEvo4GyxFdSAe',
    ],
    [
      11,
      '0x4ac158b2e3460471eb04d92950f11337b267088fd91d48052275baf7d0b0b20d',
      '28MGpiZD5TT4sg7LRPgL9aSsUUgd8EjhnGTUUyFLSiorkxoe',
    ],
    [
      51,
      '0x67ea0d6b7afce2a7328ab537decba8c6eaa998fc61c07908e74fca438b658195',
      '68VteHnLQhPF2qFiB1EbuHSSUjqVV1cU8rskmAuwXirJHARU',
    ],
    [
      59,
      '0xc0922153608d966efc4fedb67825a8bb79ed689689dda2592f446e4d997842a7',
      '6xoQrYS9PWW2vQqBHbVaxaEDf82enqsatyNpa2xspJaCFqYS',
    ],
  ])('prefix %i of %s', (prefix, account, address) => {
    expect(ss58Encode(accountIdFromBytes(fromHex(account)), prefix)).toBe(address)
    const decoded = ss58Decode(address)
    expect(toHex(accountIdToBytes(decoded.account))).toBe(account)
    expect(decoded.prefix).toBe(prefix)
  })
})

describe('every prefix', () => {
  test('there and back, and as @polkadot/util-crypto writes it', () => {
    fc.assert(
      fc.property(accountBytes, anyPrefix, (bytes, prefix) => {
        const account = accountIdFromBytes(bytes)
        const address = ss58Encode(account, prefix)
        expect(ss58Decode(address)).toEqual({ account, prefix })
        expect(address).toBe(encodeAddress(bytes, prefix))
        expect(decodeAddress(address, false, prefix)).toEqual(bytes)
      }),
    )
  })

  test('all of 0 to 16,383 come back', () => {
    const account = accountIdFromBytes(fromHex(ALICE))
    const wrong: number[] = []
    for (let prefix = 0; prefix <= 16_383; prefix++) {
      if (prefix === 46 || prefix === 47) continue
      if (ss58Decode(ss58Encode(account, prefix)).prefix !== prefix) wrong.push(prefix)
    }
    expect(wrong).toEqual([])
  })

  test('accounts that begin and end with zeros', () => {
    for (const bytes of [new Uint8Array(32), new Uint8Array(32).fill(1, 16), new Uint8Array(32).fill(255, 0, 16)])
      for (const prefix of [0, 42, 63, 64, 16_383])
        expect(accountIdToBytes(ss58Decode(ss58Encode(accountIdFromBytes(bytes), prefix)).account)).toEqual(bytes)
  })

  test.each([-1, 16_384, 46, 47, 1.5, Number.NaN])('%d is none', (prefix) => {
    expect(() => ss58Encode(accountIdFromBytes(new Uint8Array(32)), prefix)).toThrow(withCode('BAD_PREFIX'))
  })
})

describe('what is no address', () => {
  /** An address with a right checksum over any bytes. */
  function seal(...body: number[]): string {
    const head = Uint8Array.from(body)
    const sealed = concatBytes(head, blake2b512(concatBytes(utf8('SS58PRE'), head)).subarray(0, 2))
    let value = BigInt(toHex(sealed))
    let text = ''
    for (; value > 0n; value /= 58n) text = ALPHABET[Number(value % 58n)] + text
    return '1'.repeat(sealed.findIndex((byte) => byte !== 0)) + text
  }
  const account = Array.from({ length: 32 }, (_, i) => i + 1)

  test('one character mistyped', () => {
    fc.assert(
      fc.property(accountBytes, anyPrefix, fc.nat(), fc.nat(56), (bytes, prefix, at, by) => {
        const address = ss58Encode(accountIdFromBytes(bytes), prefix)
        const i = at % address.length
        const other = ALPHABET[(ALPHABET.indexOf(address[i]) + 1 + by) % 58]
        const mistyped = address.slice(0, i) + other + address.slice(i + 1)
        // 16 bits of checksum: one mistyped address in 65,536 gets through, then as another account.
        try {
          expect(ss58Decode(mistyped).account).not.toBe(accountIdFromBytes(bytes))
          expect(ss58Encode(ss58Decode(mistyped).account, ss58Decode(mistyped).prefix)).toBe(mistyped)
        } catch (error) {
          expect(error).toBeInstanceOf(Ss58Error)
        }
      }),
    )
    expect(() => ss58Decode('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ')).toThrow(withCode('BAD_CHECKSUM'))
    expect(() => ss58Decode('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutYQ')).toThrow(withCode('BAD_CHECKSUM'))
  })

  test('random text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(() => ss58Decode(text)).toThrow(Ss58Error)
      }),
    )
  })

  test.each(['0', 'O', 'I', 'l', ' ', '\n', 'é', '😀'])('with a %j, which base58 does not have', (character) => {
    const address = `5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKut${character}Y`
    expect(() => ss58Decode(address)).toThrow(withCode('BAD_CHARACTER'))
  })

  test('too short, too long, or of another length of account', () => {
    expect(() => ss58Decode('')).toThrow(withCode('BAD_LENGTH'))
    expect(() => ss58Decode('1')).toThrow(withCode('BAD_LENGTH'))
    expect(() => ss58Decode('5'.repeat(100_000))).toThrow(withCode('BAD_LENGTH'))
    expect(() => ss58Decode('15GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY')).toThrow(withCode('BAD_LENGTH'))
    for (const length of [0, 1, 2, 4, 8, 20, 31, 33])
      expect(() => ss58Decode(seal(42, ...account.concat(33).slice(0, length))), `${length} bytes`).toThrow(
        withCode('BAD_LENGTH'),
      )
  })

  test('a reserved prefix, or one of two bytes where one would do', () => {
    expect(() => ss58Decode(seal(46, ...account))).toThrow(withCode('BAD_PREFIX'))
    expect(() => ss58Decode(seal(47, ...account))).toThrow(withCode('BAD_PREFIX'))
    for (const first of [128, 191]) expect(() => ss58Decode(seal(first, ...account))).toThrow(withCode('BAD_PREFIX'))
    for (const first of [192, 255]) expect(() => ss58Decode(seal(first, 0, ...account))).toThrow(withCode('BAD_PREFIX'))
    const fortyTwo = seal(0x40 | (42 >> 2), (42 & 3) << 6, ...account)
    expect(() => ss58Decode(fortyTwo)).toThrow(withCode('BAD_PREFIX'))
    expect(ss58Decode(seal(0x40 | (64 >> 2), 0, ...account)).prefix).toBe(64)
  })
})
