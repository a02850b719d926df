import { readFileSync } from 'node:fs'
import { concatBytes, utf8 } from '@echochain/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesSource } from '../source/ByteSource.ts'
import { readTags } from './readTags.ts'

const readFixture = (name: string): Uint8Array => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))

test.each([
  ['bar.mp3', 'mp3'],
  ['bar.ogg', 'vorbis'],
  ['bar.opus', 'opus'],
] as const)('title, artist, tempo and key in %s', async (name, format) => {
  expect(await readTags(bytesSource(readFixture(name)), format, 1.9)).toEqual({
    title: 'Copper Acid',
    artist: 'EchoChain',
    bpm: 126_000,
    key: 21,
  })
})

function chunk(id: string, content: Uint8Array, littleEndian: boolean): Uint8Array {
  const header = new Uint8Array(8)
  header.set(utf8(id))
  new DataView(header.buffer).setUint32(4, content.length, littleEndian)
  return concatBytes(header, content, new Uint8Array(content.length % 2))
}

const withChunk = (file: Uint8Array, extra: Uint8Array): Uint8Array => concatBytes(file, extra)

function acidChunk({ flags, beats, tempo }: { flags: number; beats: number; tempo: number }): Uint8Array {
  const view = new DataView(new ArrayBuffer(24))
  view.setUint32(0, flags, true)
  view.setUint32(12, beats, true)
  view.setFloat32(20, tempo, true)
  return chunk('acid', new Uint8Array(view.buffer), true)
}

function bascChunk({ beats, type }: { beats: number; type: number }): Uint8Array {
  const view = new DataView(new ArrayBuffer(84))
  view.setUint32(0, 1)
  view.setUint32(4, beats)
  view.setUint16(16, type)
  return chunk('basc', new Uint8Array(view.buffer), false)
}

test('the ACID chunk of WAV says whether it is a loop, and its tempo', async () => {
  const wav = readFixture('piece-16.wav')
  const read = (fields: Parameters<typeof acidChunk>[0]) =>
    readTags(bytesSource(withChunk(wav, acidChunk(fields))), 'wav', 2)
  expect(await read({ flags: 1, beats: 0, tempo: 120 })).toEqual({ kind: 'OneShot' })
  expect(await read({ flags: 0, beats: 4, tempo: 93.5 })).toEqual({ kind: 'Loop', bpm: 93_500 })
  expect(await read({ flags: 0, beats: 4, tempo: Number.NaN })).toEqual({ kind: 'Loop', bpm: 120_000 })
  expect(await read({ flags: 0, beats: 0, tempo: 0 })).toEqual({ kind: 'Loop' })
})

test('the Apple Loops chunk of AIFF gives the beats, from which the tempo follows', async () => {
  const aiff = readFixture('piece-16.aiff')
  const read = (fields: Parameters<typeof bascChunk>[0]) =>
    readTags(bytesSource(withChunk(aiff, bascChunk(fields))), 'aiff', 4)
  expect(await read({ beats: 8, type: 2 })).toMatchObject({ kind: 'Loop', bpm: 120_000 })
  expect(await read({ beats: 8, type: 1 })).toMatchObject({ kind: 'OneShot' })
})

test('a title behind the sound, however long that is, is found; control characters are not passed on', async () => {
  const info = concatBytes(utf8('INFO'), chunk('INAM', utf8('Line\u0007 one\n two\0'), true))
  const sound = chunk('data', new Uint8Array(6_000_000), true)
  const wav = concatBytes(readFixture('piece-16.wav').subarray(0, 36), sound, chunk('LIST', info, true))
  expect((await readTags(bytesSource(wav), 'wav', 2)).title).toBe('Line one two')
})

test('tags of any content are bounded or left out, never an error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('LIST', 'id3 ', 'acid', 'bext'),
      fc.uint8Array({ maxLength: 400 }),
      async (id, content) => {
        const tags = await readTags(
          bytesSource(withChunk(readFixture('piece-16.wav'), chunk(id, content, true))),
          'wav',
          2,
        )
        expect((tags.title ?? '').length).toBeLessThanOrEqual(128)
        if (tags.bpm !== undefined) expect(Number.isInteger(tags.bpm)).toBe(true)
      },
    ),
    { numRuns: 100 },
  )
})
