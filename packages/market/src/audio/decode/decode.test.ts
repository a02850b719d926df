import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AudioError } from '../AudioError.ts'
import { bytesSource } from '../source/ByteSource.ts'
import { openAudio } from './openAudio.ts'

/** Not as a Buffer, whose `slice` would be a view of the same bytes. */
const readFixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)))

async function decode(bytes: Uint8Array) {
  const stream = await openAudio(bytesSource(bytes))
  try {
    const channels: number[][] = Array.from({ length: stream.channels }, () => [])
    for (const block of stream.blocks()) block.forEach((samples, i) => channels[i].push(...samples))
    return { ...stream, samples: channels }
  } finally {
    stream.close()
  }
}

/** The samples of piece-16.wav, read with nothing but the knowledge that SoX wrote a header of 44 bytes. */
function referenceSamples(): number[][] {
  const bytes = readFixture('piece-16.wav')
  const view = new DataView(bytes.buffer, bytes.byteOffset + 44, bytes.byteLength - 44)
  const values = Array.from({ length: view.byteLength / 2 }, (_, i) => view.getInt16(2 * i, true) / 32_768)
  return [values.filter((_, i) => i % 2 === 0), values.filter((_, i) => i % 2 === 1)]
}

describe('lossless files made by SoX, FFmpeg and the reference FLAC encoder', () => {
  test.each([
    ['piece-16.wav', 16],
    ['piece-24.wav', 24],
    ['piece-float.wav', 32],
    ['piece-16.aiff', 16],
    ['piece-24.aiff', 24],
    ['piece-sowt.aiff', 16],
    ['piece-float.aiff', 32],
    ['piece-best.flac', 16],
    ['piece-fixed.flac', 16],
    ['piece-independent.flac', 16],
  ])('%s gives the very samples that went in', async (name, bits) => {
    const { samples, sampleRate, bitsPerSample } = await decode(readFixture(name))
    expect({ sampleRate, bitsPerSample }).toEqual({ sampleRate: 44_100, bitsPerSample: bits })
    expect(samples).toEqual(referenceSamples())
  })

  // The decoder compares with the MD5 in the file, so that it arrives at the end is the proof.
  test.each([
    ['other-8.flac', 8],
    ['other-24.flac', 24],
    ['other-32.flac', 32],
  ])('%s matches the checksum its encoder took', async (name, bits) => {
    const { samples, bitsPerSample } = await decode(readFixture(name))
    expect([samples.length, samples[0].length, bitsPerSample]).toEqual([2, 2205, bits])
  })
})

describe('lossy files: two seconds of one channel, 84,000 samples at 44.1 kHz', () => {
  test.each([
    ['bar.mp3', 'mp3', 84_000, 44_100],
    ['bar.ogg', 'vorbis', 84_000, 44_100],
    ['bar.opus', 'opus', Math.round((84_000 * 48_000) / 44_100), 48_000],
  ])('%s has its length to the sample, without the padding of the encoder', async (name, format, frames, rate) => {
    const decoded = await decode(readFixture(name))
    expect([decoded.format, decoded.samples.length, decoded.sampleRate]).toEqual([format, 1, rate])
    expect(Math.abs(decoded.samples[0].length - frames)).toBeLessThanOrEqual(1)
  })

  test('MP3 and Vorbis of the same sound agree in time and level', async () => {
    const [mp3, vorbis] = await Promise.all(['bar.mp3', 'bar.ogg'].map((name) => decode(readFixture(name))))
    const [a, b] = [mp3.samples[0], vorbis.samples[0]]
    const product = (x: number[], y: number[]): number => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0)
    expect(product(a, b) / Math.sqrt(product(a, a) * product(b, b))).toBeGreaterThan(0.97)
  })
})

describe('damage', () => {
  const expectDamage = async (bytes: Uint8Array): Promise<void> => {
    await expect(decode(bytes)).rejects.toSatisfy((error) => error instanceof AudioError)
  }

  test.each(['piece-best.flac', 'piece-independent.flac', 'other-24.flac'])(
    '%s with any one bit of its frames flipped is refused: CRC-8, CRC-16 and MD5 of RFC 9639',
    async (name) => {
      const file = readFixture(name)
      const framesAt = file.length - 1800
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: framesAt * 8, max: file.length * 8 - 1 }), async (bit) => {
          const damaged = file.slice()
          damaged[bit >> 3] ^= 1 << (bit & 7)
          await expectDamage(damaged)
        }),
        { numRuns: 60 },
      )
    },
  )

  test.each(['bar.ogg', 'bar.opus'])(
    '%s with any one bit flipped is refused: page checksum of RFC 3533',
    async (name) => {
      const file = readFixture(name)
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: file.length * 8 - 1 }), async (bit) => {
          const damaged = file.slice()
          damaged[bit >> 3] ^= 1 << (bit & 7)
          await expectDamage(damaged)
        }),
        { numRuns: 60 },
      )
    },
  )

  test.each(['piece-16.wav', 'piece-24.aiff', 'piece-best.flac', 'bar.ogg', 'bar.opus'])(
    '%s cut short anywhere is refused',
    async (name) => {
      const file = readFixture(name)
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: file.length - 2 }), (length) => expectDamage(file.slice(0, length))),
        { numRuns: 60 },
      )
    },
  )

  test('a WAV whose writer never came back to fill in the size is read to its end', async () => {
    const file = readFixture('piece-16.wav').slice()
    for (const size of [0, 0xffff_ffff]) {
      new DataView(file.buffer, file.byteOffset).setUint32(40, size, true)
      expect((await decode(file)).samples).toEqual(referenceSamples())
    }
  })

  test('a FLAC frame that is missing is missed', async () => {
    const file = readFixture('piece-independent.flac')
    const syncs = [...file.keys()].filter((i) => file[i] === 0xff && file[i + 1] === 0xf8 && file[i + 2] === 0x19)
    expect(syncs.length).toBeGreaterThan(5)
    const without = Buffer.concat([file.subarray(0, syncs[3]), file.subarray(syncs[4])])
    await expect(decode(without)).rejects.toMatchObject({ code: 'DAMAGED' })
  })
})

test.each([
  ['text', 'Nothing to hear here, only words.'],
  ['a picture', '\x89PNG\r\n\x1a\n and so on and so forth'],
  ['video', '\x00\x00\x00\x18ftypmp42 and so on and so forth'],
])('%s is an unsupported format', async (_, content) => {
  await expect(decode(Buffer.from(content, 'latin1'))).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' })
})
