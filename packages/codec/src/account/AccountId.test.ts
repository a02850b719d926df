import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, encode } from '../scale/Codec.ts'
import { AccountId, accountIdFromBytes, accountIdToBytes } from './AccountId.ts'
import { H256 } from './Hash.ts'

const accountBytes = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe('AccountId', () => {
  test('is the 32 bytes themselves, as a value that compares with ===', () => {
    fc.assert(
      fc.property(accountBytes, (bytes) => {
        const account = accountIdFromBytes(bytes)
        expect(accountIdToBytes(account)).toEqual(bytes)
        expect(encode(AccountId, account)).toEqual(bytes)
        expect(decode(AccountId, bytes)).toBe(account)
      }),
    )
  })

  test.each([0, 31, 33])('refuses %i bytes', (length) => {
    expect(() => accountIdFromBytes(new Uint8Array(length))).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
    expect(() => encode(AccountId, 'x'.repeat(length) as AccountId)).toThrow(
      expect.objectContaining({ code: 'OUT_OF_RANGE' }),
    )
  })

  test('refuses to read fewer', () => {
    expect(() => decode(AccountId, new Uint8Array(31))).toThrow(expect.objectContaining({ code: 'UNEXPECTED_END' }))
  })
})

describe('H256', () => {
  test('is 32 bytes as hexadecimal text', () => {
    fc.assert(
      fc.property(accountBytes, (bytes) => {
        expect(decode(H256, bytes)).toBe(`0x${Buffer.from(bytes).toString('hex')}`)
        expect(encode(H256, decode(H256, bytes))).toEqual(bytes)
      }),
    )
  })

  test('refuses another length and what is not hexadecimal', () => {
    expect(() => encode(H256, '0x00')).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
    expect(() => encode(H256, `0x${'zz'.repeat(32)}`)).toThrow(expect.objectContaining({ code: 'BAD_HEX' }))
  })
})
