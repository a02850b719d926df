import { sha256, toHex, utf8 } from '@echochain/codec'
import { type ChainClient, cidToBytes, describeBlob } from '@echochain/sdk'
import { describe, expect, test } from 'vitest'
import { downloadSample } from './downloadSample.ts'

const FILE = new Uint8Array(utf8('a loop, as bytes'))
const { cid, plainHash } = await describeBlob(new Blob([FILE]))

interface Given {
  /** The SHA-256 that the chain has for the file. */
  readonly onChain?: string
  readonly size?: bigint
  readonly served?: Uint8Array<ArrayBuffer>
  /** Requests that nobody answers before one is. */
  readonly absences?: number
  readonly missing?: boolean
  readonly givenUp?: boolean
}

function start({ onChain = plainHash, size = 16n, served = FILE, absences = 0, missing, givenUp }: Given = {}) {
  const log: string[] = []
  const controller = new AbortController()
  const content = { contentCid: cidToBytes(cid), plainHash: onChain, size, format: 'wav' }
  const chain = { get: async () => (missing ? undefined : { metadata: { title: 'Night Bus' }, content }) }
  let left = absences
  const done = downloadSample({
    chain: chain as unknown as ChainClient,
    gateways: ['http://gateway'],
    sample: 3,
    signal: controller.signal,
    fetch: async () => {
      if (left-- > 0) throw new TypeError('Failed to fetch')
      return new Response(served)
    },
    openTarget: async (name, bytes) => {
      log.push(`open ${name} of ${bytes}`)
      return {
        write: async (piece) => void log.push(`write ${piece.length}`),
        finish: async () => void log.push('finish'),
        discard: async () => void log.push('discard'),
      }
    },
    onProgress: (bytes) => log.push(`progress ${bytes}`),
    onWaiting: (waiting) => {
      if (waiting && givenUp) controller.abort()
    },
    wait: async () => controller.signal.throwIfAborted(),
  })
  return { done, log }
}

describe('the file of a sample', () => {
  test('is saved under its title once its SHA-256 is that on the chain', async () => {
    const { done, log } = start()
    expect(await done).toEqual({ name: 'Night Bus.wav', plainHash: toHex(sha256(FILE)) })
    expect(log).toEqual(['progress 0', 'open Night Bus.wav of 16', 'write 16', 'progress 16', 'finish'])
  })

  test('is saved when the gateway comes back', async () => {
    const { done, log } = start({ absences: 1 })
    await done
    expect(log.at(-1)).toBe('finish')
  })

  test.each([
    ['another hash on the chain', { onChain: `0x${'00'.repeat(32)}` }, 'WRONG_HASH'],
    ['another size on the chain', { size: 17n }, 'TOO_LARGE'],
    ['a gateway that sends other bytes', { served: new Uint8Array(utf8('another loop, sh')) }, 'DAMAGED'],
  ])('is not kept: %s', async (_, given, code) => {
    const { done, log } = start(given as Given)
    await expect(done).rejects.toMatchObject({ code })
    expect(log).not.toContain('finish')
    expect(log.at(-1)).toBe('discard')
  })

  test('is not kept when the person gives up while nobody answers', async () => {
    const { done, log } = start({ absences: 99, givenUp: true })
    await expect(done).rejects.toMatchObject({ name: 'AbortError' })
    expect(log.at(-1)).toBe('discard')
  })

  test('of a sample the chain does not have is not asked for', async () => {
    const { done, log } = start({ missing: true })
    await expect(done).rejects.toThrow('The chain has no sample 3')
    expect(log).toEqual([])
  })
})
