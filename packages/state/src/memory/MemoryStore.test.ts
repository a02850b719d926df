import { sha256, toHex, utf8 } from '@echochain/codec'
import { describe, expect, test } from 'vitest'
import { ChainState } from '../chain/ChainState.ts'
import { MemoryStore } from './MemoryStore.ts'

const HASH = `0x${'1'.repeat(64)}` as const

async function gunzip(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream).text()
}

async function gzip(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

describe('gzip-JSON snapshots', () => {
  const filled = async (): Promise<MemoryStore> => {
    const store = new MemoryStore()
    const entries = Array.from({ length: 50 }, (_, i): [Uint8Array, Uint8Array] => [
      utf8(`key ${i}`),
      utf8(`value ${i}`),
    ])
    await ChainState.create(store, { entries, hashOf: () => HASH })
    return store
  }

  test('restore the same state: root, values, no damage', async () => {
    const store = await filled()
    const restored = await MemoryStore.fromSnapshot(await store.snapshot())
    const [before, after] = [await ChainState.open(store), await ChainState.open(restored)]
    expect(after.base).toEqual(before.base)
    expect(after.view(after.base).get(utf8('key 7'))).toEqual(utf8('value 7'))
    expect(await after.check()).toEqual([])
  })

  test('are JSON that names its format and lists hexadecimal keys and values', async () => {
    const json = JSON.parse(await gunzip(await (await filled()).snapshot()))
    expect(json.format).toBe('echochain-snapshot-1')
    expect(json.tables.flat[0]).toEqual(['0x6b65792030', '0x76616c75652030'])
  })

  test('a changed value, a cut-off file, something else: BAD_SNAPSHOT; another version: WRONG_FORMAT', async () => {
    const snapshot = await (await filled()).snapshot()
    const text = await gunzip(snapshot)
    const changed = await gzip(text.replace('0x76616c75652030', '0x76616c75652031'))
    await expect(MemoryStore.fromSnapshot(changed)).rejects.toMatchObject({ code: 'BAD_SNAPSHOT' })
    for (const bytes of [
      snapshot.subarray(0, 100),
      utf8('not gzip'),
      await gzip('not JSON'),
      await gzip('[1]'),
      await gzip('7'),
    ])
      await expect(MemoryStore.fromSnapshot(bytes)).rejects.toMatchObject({
        code: expect.stringMatching(/BAD_SNAPSHOT|WRONG_FORMAT/) as string,
      })
    const newer = await gzip(text.replace('snapshot-1', 'snapshot-2'))
    await expect(MemoryStore.fromSnapshot(newer)).rejects.toMatchObject({ code: 'WRONG_FORMAT' })
  })

  test('tables that are none, under a checksum that fits: BAD_SNAPSHOT', async () => {
    for (const tables of [{ flat: 7 }, { flat: [7] }, { flat: [['0x', 'no hexadecimal']] }, { flat: [[1, 2]] }]) {
      const checksum = toHex(sha256(utf8(JSON.stringify(tables))))
      const snapshot = await gzip(JSON.stringify({ format: 'echochain-snapshot-1', sha256: checksum, tables }))
      await expect(MemoryStore.fromSnapshot(snapshot)).rejects.toMatchObject({ code: 'BAD_SNAPSHOT' })
    }
  })

  test('one that unpacks to more than allowed is refused', async () => {
    const bomb = await gzip(' '.repeat(1_000_000))
    await expect(MemoryStore.fromSnapshot(bomb, { maxBytes: 10_000 })).rejects.toMatchObject({ code: 'BAD_SNAPSHOT' })
  })
})
