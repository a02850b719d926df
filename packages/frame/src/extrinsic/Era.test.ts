import { decode, encode } from '@echochain/codec'
import { TypeRegistry } from '@polkadot/types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Era, eraBirth, EraCodec, eraDeath, IMMORTAL, mortalEra } from './Era.ts'

const registry = new TypeRegistry()
const theirs = (bytes: Uint8Array) => registry.createType('ExtrinsicEra', bytes)

const period = fc.integer({ min: 2, max: 16 }).map((exponent) => 2 ** exponent)
const block = fc.integer({ min: 0, max: 10_000_000 })

test('eras are encoded as polkadot.js encodes them, and begin and end where it says', () => {
  fc.assert(
    fc.property(period, block, fc.nat(100_000), (length, current, later) => {
      const era = mortalEra(length, current)
      const bytes = encode(EraCodec, era)
      expect(bytes).toEqual(registry.createType('ExtrinsicEra', { current, period: length }).toU8a())
      const mortal = theirs(bytes).asMortalEra
      expect(mortal.period.toNumber()).toBe(length)
      expect(eraBirth(era, current + later)).toBe(mortal.birth(current + later))
      expect(eraDeath(era, current + later)).toBe(mortal.death(current + later))
      expect(decode(EraCodec, bytes)).toEqual(era)
    }),
  )
})

test('an era holds at the block it was made for, and for its period from its birth', () => {
  fc.assert(
    fc.property(period, block, (length, current) => {
      const era = mortalEra(length, current)
      const birth = eraBirth(era, current)
      expect(birth).toBeLessThanOrEqual(current)
      expect(eraDeath(era, current)).toBe(birth + length)
      expect(current).toBeLessThan(birth + length)
      expect(eraBirth(era, birth + length - 1)).toBe(birth)
      expect(eraBirth(era, birth + length)).toBe(birth + length)
    }),
  )
})

test('an immortal era is the byte 0, counts from genesis and never ends', () => {
  expect(encode(EraCodec, IMMORTAL)).toEqual(Uint8Array.of(0))
  expect(decode(EraCodec, Uint8Array.of(0))).toBe(IMMORTAL)
  expect(theirs(Uint8Array.of(0)).isImmortalEra).toBe(true)
  expect([eraBirth(IMMORTAL, 500), eraDeath(IMMORTAL, 500)]).toEqual([0, Infinity])
})

test('of all two-byte strings exactly the eras of Substrate decode, each to what encodes to it', () => {
  let eras = 0
  for (let encoded = 0; encoded < 65_536; encoded++) {
    const bytes = Uint8Array.of(encoded & 0xff, encoded >> 8)
    if (bytes[0] === 0) continue
    // sp_runtime::generic::Era::decode
    const length = 2 << (encoded % 16)
    const phase = (encoded >> 4) * Math.max(length >> 12, 1)
    const valid = length >= 4 && phase < length
    let era: Era | undefined
    try {
      era = decode(EraCodec, bytes)
    } catch (error) {
      expect(error, `0x${encoded.toString(16)}`).toMatchObject({ code: 'OUT_OF_RANGE' })
    }
    if (!valid) {
      expect(era, `0x${encoded.toString(16)}`).toBeUndefined()
      continue
    }
    eras++
    expect(era, `0x${encoded.toString(16)}`).toEqual({ type: 'Mortal', period: length, phase })
    expect(encode(EraCodec, era!)).toEqual(bytes)
  }
  expect(eras).toBe(24_572) // 4 + 8 + … + 4,096 phases, then 4,096 for each of the four longer periods
})

test.each([0, 2, 3, 100, 131_072])('an era of %i blocks is refused', (length) => {
  expect(() => mortalEra(length, 1)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
})
