import { concatBytes, utf8 } from '@echochain/codec'
import { expect, test } from 'vitest'
import { DEFAULT_AUDIO_LIMITS } from '../../AudioLimits.ts'
import { analyseSource } from '../../analyseSource.ts'
import { bytesSource } from '../../source/ByteSource.ts'

const crc = (bytes: Uint8Array, generator: number, bits: number): number => {
  const top = 2 ** (bits - 1)
  return bytes.reduce((sum, byte) => {
    let next = sum ^ (byte << (bits - 8))
    for (let i = 0; i < 8; i++) next = (next & top ? (next << 1) ^ generator : next << 1) & (2 * top - 1)
    return next
  }, 0)
}

/** One frame of 65,535 equal samples in 12 bytes (RFC 9639 §9). */
function constantFrame(): Uint8Array {
  const header = Uint8Array.of(0xff, 0xf8, 0x70, 0x00, 0x00, 0xff, 0xfe)
  const frame = concatBytes(header, Uint8Array.of(crc(header, 0x07, 8)), Uint8Array.of(0x00, 0x12, 0x34))
  const sum = crc(frame, 0x8005, 16)
  return concatBytes(frame, Uint8Array.of(sum >> 8, sum & 0xff))
}

function constantFile(frames: number): Uint8Array {
  const info = new Uint8Array(34)
  info.set([0x00, 0x10, 0xff, 0xff], 0)
  info.set([0x0a, 0xc4, 0x40, 0xf0], 10) // 44,100 Hz, one channel, 16 bits, unknown length
  const frame = constantFrame()
  const file = new Uint8Array(frame.length * frames)
  for (let i = 0; i < frames; i++) file.set(frame, i * frame.length)
  return concatBytes(utf8('fLaC'), Uint8Array.of(0x80, 0, 0, 34), info, file)
}

test('thirteen bytes that become 65,535 samples are a valid frame', async () => {
  const { frames, peakDb } = await analyseSource(bytesSource(constantFile(2)), DEFAULT_AUDIO_LIMITS)
  expect(frames).toBe(131_070)
  expect(peakDb).toBeCloseTo(20 * Math.log10(0x1234 / 0x8000), 6)
})

test('a megabyte of them, 33 hours of sound, is refused as too long after ten minutes of it', async () => {
  const analysis = analyseSource(bytesSource(constantFile(80_000)), DEFAULT_AUDIO_LIMITS)
  await expect(analysis).rejects.toMatchObject({ code: 'TOO_LONG' })
})
