import { describe, expect, it, vi } from 'vitest'
import type { Playable } from '../Player.ts'
import { CACHE_BYTES, MAX_DECODED_MS, MAX_FILE_BYTES, SoundLibrary, type SoundLibraryOptions } from './SoundLibrary.ts'

const loop: Playable = { id: 1, title: 'Loop', contentCid: 'bafy', durationMs: 4_000 }
const decoded = { length: 176_400, numberOfChannels: 2 } as AudioBuffer
const url = 'http://files/ipfs/bafy'

function library(options: Partial<SoundLibraryOptions> = {}) {
  const decode = vi.fn(async (_file: ArrayBuffer) => decoded)
  const fetch = vi.fn(async (..._asked: Parameters<typeof globalThis.fetch>) => response(1_000))
  const sounds = new SoundLibrary({ gatewayUrl: 'http://files', heardMs: async () => 4_000, decode, fetch, ...options })
  return { sounds, decode, fetch }
}

const response = (sizeBytes: number, status = 200) =>
  new Response(new Uint8Array(8), { status, headers: { 'Content-Length': String(sizeBytes) } })

describe('SoundLibrary', () => {
  it('fetches and decodes a sound once, and has it ready from then on', async () => {
    const { sounds, decode, fetch } = library()
    expect(sounds.ready(loop)).toBeUndefined()
    const both = await Promise.all([sounds.load(loop), sounds.load(loop)])
    expect(both).toEqual([decoded, decoded])
    expect(await sounds.load(loop)).toBe(decoded)
    expect(sounds.ready(loop)).toBe(decoded)
    expect(fetch.mock.calls.map(([asked]) => asked)).toEqual([url])
    expect(decode).toHaveBeenCalledTimes(1)
    expect(sounds.pending).toBe(0)
  })

  it.each([
    ['is long by its record', { sample: { ...loop, durationMs: MAX_DECODED_MS + 1 } }],
    ['is long as the market heard it, whatever its record claims', { heardMs: async () => MAX_DECODED_MS + 1 }],
    ['was not heard by the market', { heardMs: async () => undefined }],
    ['is large', { fetch: async () => response(MAX_FILE_BYTES + 1) }],
    ['does not tell how large it is', { fetch: async () => new Response(new Uint8Array(8)) }],
  ])('streams a sound that %s: it must not be decoded as a whole', async (_, { sample = loop, ...options }: Given) => {
    const { sounds, decode } = library(options)
    expect(await sounds.load(sample)).toEqual({ url })
    expect(decode).not.toHaveBeenCalled()
  })

  it('lets go of what was heard longest ago, so that decoded sounds stay within CACHE_BYTES', async () => {
    const quarter = { length: CACHE_BYTES / 4 / 4, numberOfChannels: 1 } as AudioBuffer
    const { sounds } = library({ decode: async () => quarter })
    const samples = ['a', 'b', 'c', 'd', 'e'].map((contentCid) => ({ ...loop, contentCid }))
    for (const sample of samples) await sounds.load(sample)
    expect(samples.map((sample) => sounds.ready(sample) !== undefined)).toEqual([false, true, true, true, true])
  })

  it.each([
    ['missing', { fetch: async () => response(10, 404) }],
    [
      'unreachable',
      {
        fetch: async () => {
          throw new TypeError('Failed to fetch')
        },
      },
    ],
    [
      'unreadable',
      {
        decode: async () => {
          throw new DOMException('no sound', 'EncodingError')
        },
      },
    ],
  ])(
    'says that a sound is %s, and tries anew when asked again',
    async (code, options: Partial<SoundLibraryOptions>) => {
      const { sounds } = library(options)
      await expect(sounds.load(loop)).rejects.toMatchObject({ code })
      expect(sounds.pending).toBe(0)
      await expect(sounds.load(loop)).rejects.toMatchObject({ code })
    },
  )
})

interface Given extends Partial<SoundLibraryOptions> {
  readonly sample?: Playable
}
