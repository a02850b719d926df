import { fromHex, sha256, toHex } from '@echochain/codec'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cidCodec, createCid, parseCid } from '../cid/Cid.ts'
import { ContentHasher } from '../ContentHasher.ts'
import type { BlobStore, ByteRange } from '../node/store/BlobStore.ts'
import { countSegments, verifySegmentProof } from '../segments/segments.ts'
import { decodeFileNode } from '../unixfs/FileNode.ts'
import { patternBytes } from './patternBytes.ts'
import { inPieces, readAll, SMALL_LAYOUT } from './smallStore.ts'

export const failsWith = (code: string): unknown => expect.objectContaining({ name: 'ContentError', code })

async function listAll(store: BlobStore): Promise<string[]> {
  const cids = []
  for await (const cid of store.list()) cids.push(cid)
  return cids.sort()
}

const SIZES = [0, 1, 2047, 2048, 2049, 6144, 6145, 18_432, 18_433, 60_000]
const absent = createCid('raw', sha256(new Uint8Array([9])))

/** What any BlobStore must do. `open` gives an empty store with SMALL_LAYOUT. */
export function testBlobStore(name: string, open: () => Promise<BlobStore>): void {
  describe(`${name}: what any BlobStore does`, () => {
    let store: BlobStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    test('gives back what was put, described as ContentHasher describes it', async () => {
      for (const size of SIZES) {
        const bytes = patternBytes(size)
        const description = await store.put(inPieces(bytes, 777))
        expect(description, `size ${size}`).toEqual(new ContentHasher({ layout: SMALL_LAYOUT }).update(bytes).finish())
        expect(await store.describe(description.cid)).toEqual(description)
        expect(await store.has(description.cid)).toBe(true)
        expect(await readAll(store.get(description.cid)), `size ${size}`).toEqual(bytes)
        await store.check(description.cid)
      }
    })

    test('any range of bytes', async () => {
      const bytes = patternBytes(20_000)
      const { cid } = await store.put([bytes])
      await fc.assert(
        fc.asyncProperty(fc.nat(20_000), fc.nat(20_000), async (a, b) => {
          const range = { start: Math.min(a, b), end: Math.max(a, b) }
          expect(await readAll(store.get(cid, range))).toEqual(bytes.subarray(range.start, range.end))
        }),
      )
      const outside: ByteRange[] = [
        { start: -1, end: 5 },
        { start: 5, end: 4 },
        { start: 0, end: 20_001 },
        { start: 0.5, end: 1 },
      ]
      for (const range of outside) await expect(readAll(store.get(cid, range))).rejects.toEqual(failsWith('BAD_RANGE'))
    })

    test('every block of a file, leaves and inner nodes, by walking from the root', async () => {
      const bytes = patternBytes(50_000)
      const { cid } = await store.put([bytes])
      let nodes = 0
      const walk = async (at: typeof cid): Promise<Uint8Array[]> => {
        const block = await store.getBlock(at)
        expect(createCid(cidCodec(at), sha256(block)), 'the block has its CID').toBe(at)
        if (cidCodec(at) === 'raw') return [block]
        nodes++
        const parts = []
        for (const link of decodeFileNode(block)) parts.push(...(await walk(link.cid)))
        return parts
      }
      expect(new Uint8Array(Buffer.concat(await walk(cid)))).toEqual(bytes)
      expect(nodes).toBeGreaterThan(5)
    })

    test('a block that two files share stays when one of them is deleted', async () => {
      const shared = patternBytes(2048)
      const one = await store.put([shared, patternBytes(3000, 2)])
      const other = await store.put([patternBytes(2048, 3), shared, patternBytes(100, 4)])
      const leaf = createCid('raw', sha256(shared))
      expect(await store.getBlock(leaf)).toEqual(shared)
      expect(await store.delete(one.cid)).toBe(true)
      expect(await store.getBlock(leaf)).toEqual(shared)
      expect(await store.delete(other.cid)).toBe(true)
      await expect(store.getBlock(leaf)).rejects.toEqual(failsWith('NOT_FOUND'))
    })

    test('proofs of all segments verify against the segment root', async () => {
      for (const size of [1, 1024, 2049, 9000]) {
        const { cid, segmentRoot } = await store.put([patternBytes(size)])
        for (let i = 0; i < countSegments(size); i++)
          expect(verifySegmentProof(fromHex(segmentRoot), size, await store.proveSegment(cid, i)), `${i}`).toBe(true)
        await expect(store.proveSegment(cid, countSegments(size))).rejects.toEqual(failsWith('BAD_RANGE'))
      }
    })

    test('what is not there', async () => {
      expect(await store.has(absent)).toBe(false)
      expect(await store.describe(absent)).toBeUndefined()
      expect(await store.delete(absent)).toBe(false)
      await expect(readAll(store.get(absent))).rejects.toEqual(failsWith('NOT_FOUND'))
      await expect(store.getBlock(absent)).rejects.toEqual(failsWith('NOT_FOUND'))
      await expect(store.proveSegment(absent, 0)).rejects.toEqual(failsWith('NOT_FOUND'))
      await expect(store.check(absent)).rejects.toEqual(failsWith('NOT_FOUND'))
    })

    test('lists what is stored, without what was deleted', async () => {
      const cids = []
      for (const size of SIZES) cids.push((await store.put([patternBytes(size)])).cid as string)
      expect(await listAll(store)).toEqual(cids.toSorted())
      expect(await store.delete(parseCid(cids[3]))).toBe(true)
      expect(await listAll(store)).toEqual(cids.filter((_, i) => i !== 3).toSorted())
      expect(await store.has(parseCid(cids[3]))).toBe(false)
    })

    test('refused content leaves nothing: wrong CID, wrong hash, too large, a source that fails, an abort', async () => {
      const bytes = patternBytes(10_000)
      const abort = new AbortController()
      const failing = async function* () {
        yield bytes
        throw new Error('the line went dead')
      }
      const aborting = async function* () {
        yield bytes
        abort.abort()
        yield bytes
      }
      await expect(store.put([bytes], { expectedCid: absent })).rejects.toEqual(failsWith('WRONG_CID'))
      const expectedPlainHash = toHex(sha256(new Uint8Array(1)))
      await expect(store.put([bytes], { expectedPlainHash })).rejects.toEqual(failsWith('WRONG_HASH'))
      await expect(store.put([bytes], { maxBytes: 9999 })).rejects.toEqual(failsWith('TOO_LARGE'))
      await expect(store.put(failing())).rejects.toThrow('the line went dead')
      await expect(store.put(aborting(), { signal: abort.signal })).rejects.toThrow('abort')
      expect(await listAll(store)).toEqual([])
      const { cid, plainHash } = new ContentHasher({ layout: SMALL_LAYOUT }).update(bytes).finish()
      await store.put([bytes], { expectedCid: cid, expectedPlainHash: plainHash, maxBytes: 10_000 })
    })

    test('a source that never ends is stopped at maxBytes', async () => {
      let given = 0
      const endless = async function* () {
        for (;;) {
          given += 1000
          yield new Uint8Array(1000)
        }
      }
      await expect(store.put(endless(), { maxBytes: 50_000 })).rejects.toEqual(failsWith('TOO_LARGE'))
      expect(given).toBe(51_000)
    })

    test('progress only grows and ends at the size', async () => {
      const seen: number[] = []
      await store.put(inPieces(patternBytes(9000), 1000), { onProgress: (bytes) => seen.push(bytes) })
      expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      expect(seen.at(-1)).toBe(9000)
    })

    test('the same file put twice, one after the other or at once, is one file', async () => {
      const bytes = patternBytes(7000)
      const all = await Promise.all([store.put([bytes]), store.put(inPieces(bytes, 100)), store.put([bytes])])
      all.push(await store.put([bytes]))
      expect(await listAll(store)).toEqual([all[0].cid])
      expect(all.every(({ cid }) => cid === all[0].cid)).toBe(true)
      expect(await readAll(store.get(all[0].cid))).toEqual(bytes)
      expect(await store.delete(all[0].cid)).toBe(true)
      expect(await listAll(store)).toEqual([])
    })

    test('many at once, none mixed up', async () => {
      const files = Array.from({ length: 20 }, (_, i) => patternBytes(1000 + 997 * i, i + 1))
      const stored = await Promise.all(files.map((bytes) => store.put(inPieces(bytes, 333))))
      const read = await Promise.all(stored.map(({ cid }) => readAll(store.get(cid))))
      expect(read).toEqual(files)
    })
  })
}
