import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes/hex.ts'
import { refusedWith } from '../testing/refusedWith.ts'
import { type Codec, decode, encode, lazy, mapped } from './Codec.ts'
import { union } from './composites.ts'
import { u16, u8 } from './primitives.ts'
import { bytes, vec } from './sequences.ts'

/** Calls in calls: what made Substrate limit the depth of decoding. */
type Call = { type: 'Leaf'; value: number } | { type: 'Batch'; value: readonly Call[] }
const Call: Codec<Call> = union('Call', {
  Leaf: [0, u8],
  Batch: [
    1,
    vec(
      lazy(() => Call),
      10,
    ),
  ],
}) as Codec<Call>

function nest(levels: number): Call {
  let call: Call = { type: 'Leaf', value: 7 }
  for (let i = 0; i < levels; i++) call = { type: 'Batch', value: [call] }
  return call
}
const nestBytes = (levels: number) =>
  Uint8Array.from([...Array.from({ length: 2 * levels }, (_, i) => (i % 2 === 0 ? 1 : 4)), 0, 7])

describe('types that contain themselves', () => {
  test('32 levels are read and written', () => {
    for (const levels of [0, 1, 32]) {
      expect(encode(Call, nest(levels)), `${levels}`).toEqual(nestBytes(levels))
      expect(decode(Call, nestBytes(levels)), `${levels}`).toEqual(nest(levels))
    }
  })

  test('33 levels are not, nor any number that would exhaust the stack', () => {
    for (const levels of [33, 1000, 1_000_000])
      expect(
        refusedWith(() => decode(Call, nestBytes(levels))),
        `${levels}`,
      ).toBe('TOO_DEEP')
    for (const levels of [33, 1000])
      expect(
        refusedWith(() => encode(Call, nest(levels))),
        `${levels}`,
      ).toBe('TOO_DEEP')
  })

  test('many side by side are no depth', () => {
    const wide: Call = { type: 'Batch', value: Array.from({ length: 10 }, () => nest(31)) }
    expect(decode(Call, encode(Call, wide))).toEqual(wide)
  })

  test('a refusal leaves nothing behind for the next value', () => {
    for (let i = 0; i < 40; i++) refusedWith(() => encode(Call, nest(33)))
    expect(encode(Call, nest(32))).toEqual(nestBytes(32))
  })

  test('describe themselves when asked', () => {
    const { type } = lazy(() => u8)
    expect(type.kind === 'lazy' && type.get()).toEqual(u8.type)
  })
})

describe('encode', () => {
  const opaque = mapped<Uint8Array, number>(
    bytes(10),
    (inner) => decode(u16, inner),
    (outer) => encode(u16, outer),
  )

  test('works within the write of a codec', () => {
    expect(toHex(encode(vec(opaque, 3), [1, 2]))).toBe('0x08080100080200')
    expect(decode(vec(opaque, 3), fromHex('0x08080100080200'))).toEqual([1, 2])
  })

  test('gives bytes of their own, also after large values and errors', () => {
    const first = encode(u8, 1)
    const large = encode(bytes(200_000), new Uint8Array(200_000).fill(5))
    expect(refusedWith(() => encode(vec(u8, 3), [1, 2, 300]))).toBe('OUT_OF_RANGE')
    expect([...encode(u8, 2)]).toEqual([2])
    expect([...first]).toEqual([1])
    expect(first.buffer.byteLength).toBe(1)
    expect(large.length).toBe(200_004)
    expect(large.subarray(4).every((byte) => byte === 5)).toBe(true)
  })
})

test('decode reads all of a view, and nothing around it', () => {
  const buffer = Uint8Array.of(9, 1, 2, 9)
  expect(decode(u16, buffer.subarray(1, 3))).toBe(0x0201)
  expect(refusedWith(() => decode(u16, buffer.subarray(1, 2)))).toBe('UNEXPECTED_END')
  expect(refusedWith(() => decode(u16, buffer.subarray(1, 4)))).toBe('TRAILING_BYTES')
  expect(refusedWith(() => decode(u16, new Uint8Array(0)))).toBe('UNEXPECTED_END')
})
