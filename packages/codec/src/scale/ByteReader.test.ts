import { describe, expect, test } from 'vitest'
import { fromHex } from '../bytes/hex.ts'
import { refusedWith } from '../testing/refusedWith.ts'
import { ByteReader } from './ByteReader.ts'
import { ByteWriter } from './ByteWriter.ts'

describe('ByteReader', () => {
  test('stays within its range', () => {
    const reader = new ByteReader(Uint8Array.of(1, 2, 3, 4, 5), 1, 4)
    expect(reader.remaining).toBe(3)
    expect(refusedWith(() => reader.u32())).toBe('UNEXPECTED_END')
    expect(reader.u16()).toBe(0x0302)
    expect(refusedWith(() => reader.expectEnd())).toBe('TRAILING_BYTES')
    expect(reader.u8()).toBe(4)
    expect(reader.expectEnd()).toBe(undefined)
    expect(refusedWith(() => reader.u8())).toBe('UNEXPECTED_END')
    expect(refusedWith(() => reader.compactBigInt(64))).toBe('UNEXPECTED_END')
  })

  test.each([
    [-1, 2],
    [2, 1],
    [0, 4],
    [4, 4],
    [Number.NaN, 3],
    [0, Number.NaN],
  ])('a range that is none cannot be read: %d to %d', (offset, end) => {
    expect(() => new ByteReader(new Uint8Array(3), offset, end)).toThrow(RangeError)
  })

  test('reads a view of a larger buffer by the view', () => {
    const reader = new ByteReader(fromHex('0xffff0102030405060708ffff').subarray(2, 10))
    expect(reader.u64()).toBe(0x0807_0605_0403_0201n)
  })

  test('a view shares the bytes, a copy does not', () => {
    const bytes = Uint8Array.of(1, 2)
    const reader = new ByteReader(bytes)
    const view = reader.view(1)
    const copy = reader.copy(1)
    bytes.fill(9)
    expect([view[0], copy[0]]).toEqual([9, 2])
  })
})

describe('ByteWriter', () => {
  test('grows from nothing and keeps what it has', () => {
    const out = new ByteWriter(0)
    for (let i = 0; i < 1000; i++) out.u8(i & 255)
    out.bytes(new Uint8Array(5000).fill(1))
    expect(out.length).toBe(6000)
    expect(out.toBytes(0).subarray(0, 1000)).toEqual(Uint8Array.from({ length: 1000 }, (_, i) => i & 255))
    expect(out.toBytes(1000).every((byte) => byte === 1)).toBe(true)
  })

  test('numbers written over old bytes leave none of them', () => {
    const out = new ByteWriter(64)
    out.bytes(new Uint8Array(64).fill(255))
    out.truncate(0)
    out.compactBigInt(2n ** 40n)
    out.compactBigInt(2n ** 64n)
    expect(out.toBytes()).toEqual(fromHex('0x0b00000000000117000000000000000001'))
  })

  test('is cut back', () => {
    const out = new ByteWriter()
    out.u32(0x0403_0201)
    out.u16(7)
    out.truncate(5)
    expect(out.view()).toEqual(Uint8Array.of(1, 2, 3, 4, 7))
    expect(out.view(4)).toEqual(Uint8Array.of(7))
    expect(() => out.truncate(6)).toThrow(RangeError)
  })
})
