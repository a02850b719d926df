import { ContentError, type ContentErrorCode } from '@echochain/sdk'
import { describe, expect, test } from 'vitest'
import { fetchResuming } from './fetchResuming.ts'

const FILE = Uint8Array.from({ length: 10 }, (_, at) => at)

/** A gateway that gives pieces of three bytes and fails where it is told to, once for each failure. */
function startDownload(
  failures: (readonly [at: number, code: ContentErrorCode])[],
  { givenUpAfterWaits = Infinity } = {},
) {
  const log: (string | number)[] = []
  const got: number[] = []
  let waits = 0
  const done = fetchResuming({
    async *download(offset) {
      log.push(`from ${offset}`)
      for (let at = offset; at < FILE.length; at += 3) {
        if (failures[0]?.[0] === at) throw new ContentError(failures.shift()![1], 'The gateway went away')
        yield FILE.subarray(at, at + 3)
      }
    },
    onPiece: async (piece) => void got.push(...piece),
    onWaiting: (waiting) => waiting && log.push('waiting'),
    wait: async (ms) => {
      log.push(ms)
      if (++waits >= givenUpAfterWaits) throw new Error('given up')
    },
  })
  return { done, log, got }
}

describe('a download', () => {
  test('without trouble is read once, in order', async () => {
    const { done, log, got } = startDownload([])
    await done
    expect(got).toEqual([...FILE])
    expect(log).toEqual(['from 0'])
  })

  test('goes on behind the last whole piece when the gateway goes away, and waits longer each time', async () => {
    const { done, log, got } = startDownload([
      [3, 'GATEWAY_FAILED'],
      [3, 'GATEWAY_FAILED'],
      [3, 'BUSY'],
      [9, 'INTERRUPTED'],
    ])
    await done
    expect(got).toEqual([...FILE])
    expect(log.join()).toBe('from 0,waiting,500,from 3,waiting,1000,from 3,waiting,2000,from 3,waiting,500,from 9')
  })

  test('waits at most 8 seconds, for as long as it is wanted', async () => {
    const failures = Array.from({ length: 20 }, () => [0, 'GATEWAY_FAILED'] as const)
    const { done, log, got } = startDownload(failures, { givenUpAfterWaits: 8 })
    await expect(done).rejects.toThrow('given up')
    expect(got).toEqual([])
    expect(log.filter((entry) => typeof entry === 'number')).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000,
    ])
  })

  test.each(['NOT_FOUND', 'DAMAGED', 'WRONG_HASH', 'TOO_LARGE'] as const)(
    '%s does not pass by itself',
    async (code) => {
      const { done, log } = startDownload([[3, code]])
      await expect(done).rejects.toMatchObject({ code })
      expect(log).toEqual(['from 0'])
    },
  )
})
