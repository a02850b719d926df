import { appendFile, chmod, mkdir, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cid } from '../../cid/Cid.ts'
import { failsWith, testBlobStore } from '../../testing/blobStoreSuite.ts'
import { readAll, SMALL_LAYOUT } from '../../testing/smallStore.ts'
import { patternBytes } from '../../testing/patternBytes.ts'
import { inlineChunkDigester } from './ChunkDigester.ts'
import { DiskBlobStore } from './DiskBlobStore.ts'

let root: string
let directories = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'echochain-blobs-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const newPath = (): string => join(root, String(directories++))
const openStore = (path = newPath()): Promise<DiskBlobStore> =>
  DiskBlobStore.open({ path, layout: SMALL_LAYOUT, digester: inlineChunkDigester })

const pathOf = (path: string, cid: Cid): string => join(path, 'blobs', cid.slice(-3, -1), cid)

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

testBlobStore('DiskBlobStore', () => openStore())

describe('on disk', () => {
  test('a file lies there as it is, with one index beside it, and outlives the store object', async () => {
    const path = newPath()
    const bytes = patternBytes(10_000)
    const store = await openStore(path)
    const description = await store.put([bytes])
    expect(new Uint8Array(await readFile(join(pathOf(path, description.cid), 'content')))).toEqual(bytes)
    expect(await filesIn(path)).toHaveLength(2)
    const again = await openStore(path)
    expect(await again.describe(description.cid)).toEqual(description)
    expect(await readAll(again.get(description.cid))).toEqual(bytes)
  })

  test('blocks of files from an earlier run are found', async () => {
    const path = newPath()
    const first = await openStore(path)
    const { cid } = await first.put([patternBytes(9000)])
    const leaf = await (await openStore(path)).put([patternBytes(2048)])
    await first.delete(leaf.cid)
    const store = await openStore(path)
    expect(await store.getBlock(leaf.cid)).toEqual(patternBytes(2048))
    expect(await store.has(cid)).toBe(true)
  })

  test('refused content leaves no file', async () => {
    const path = newPath()
    const store = await openStore(path)
    await expect(store.put([patternBytes(9000)], { maxBytes: 8000 })).rejects.toEqual(failsWith('TOO_LARGE'))
    expect(await filesIn(path)).toEqual([])
    expect(await readdir(join(path, 'drafts'))).toEqual([])
  })

  test('drafts left behind go at the next opening, whoever has the number of their process by now', async () => {
    const path = newPath()
    await openStore(path)
    const drafts = join(path, 'drafts')
    for (const name of [`${process.ppid}.00000000.0123456789abcdef`, '0123456789abcdef', 'whatever']) {
      await mkdir(join(drafts, name))
      await writeFile(join(drafts, name, 'content'), 'half a file')
    }
    await openStore(path)
    expect(await readdir(drafts)).toEqual([])
  })

  test('a directory the user may not write is named in the error', async () => {
    const path = newPath()
    await writeFile(path, 'a file where the directory should be')
    await expect(openStore(path)).rejects.toEqual(failsWith('STORE_FAILED'))
    await expect(openStore(path)).rejects.toThrow(path)
    if (process.getuid?.() === 0) return
    const readOnly = newPath()
    await mkdir(readOnly)
    await chmod(readOnly, 0o500)
    await expect(openStore(readOnly)).rejects.toThrow('make it writable')
  })

  test('maxBlocks: a store that is full says so, and takes files again after a deletion', async () => {
    const store = await DiskBlobStore.open({ path: newPath(), layout: SMALL_LAYOUT, maxBlocks: 10 })
    const { cid } = await store.put([patternBytes(60_000)])
    await expect(store.put([patternBytes(1)])).rejects.toEqual(failsWith('STORE_FULL'))
    await store.delete(cid)
    await store.put([patternBytes(1)])
    await store.close()
  })

  test('hashing threads give what the calling thread gives', async () => {
    const path = newPath()
    const bytes = patternBytes(5 * 1024 * 1024 + 77)
    const threaded = await DiskBlobStore.open({ path })
    const inline = await DiskBlobStore.open({ path: newPath(), digester: inlineChunkDigester })
    expect(await threaded.put([bytes])).toEqual(await inline.put([bytes]))
    await threaded.close()
  })
})

describe('damage is an error, never wrong bytes', () => {
  const SIZE = 15_000

  async function damaged(damage: (directory: string) => Promise<void>) {
    const path = newPath()
    const { cid } = await (await openStore(path)).put([patternBytes(SIZE)])
    await damage(pathOf(path, cid))
    return { store: await openStore(path), cid }
  }

  async function flip(path: string, at: number, bit: number): Promise<void> {
    const file = await open(path, 'r+')
    const byte = new Uint8Array(1)
    await file.read(byte, 0, 1, at)
    byte[0] ^= 1 << bit
    await file.write(byte, 0, 1, at)
    await file.close()
  }

  test('a flipped bit anywhere in the content', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(SIZE - 1), fc.nat(7), async (at, bit) => {
        const { store, cid } = await damaged((directory) => flip(join(directory, 'content'), at, bit))
        await expect(store.check(cid)).rejects.toEqual(failsWith('DAMAGED'))
        await expect(readAll(store.get(cid, { start: at, end: at + 1 }))).rejects.toEqual(failsWith('DAMAGED'))
        await expect(store.proveSegment(cid, Math.floor(at / 1024))).rejects.toEqual(failsWith('DAMAGED'))
        const elsewhere = at < 7000 ? { start: 9000, end: 10_000 } : { start: 0, end: 2048 }
        expect(await readAll(store.get(cid, elsewhere))).toEqual(
          patternBytes(SIZE).subarray(elsewhere.start, elsewhere.end),
        )
      }),
      { numRuns: 25 },
    )
  })

  test('a flipped bit anywhere in the index', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(500), fc.nat(7), async (at, bit) => {
        const { store, cid } = await damaged((directory) => flip(join(directory, 'index'), at, bit))
        await expect(store.describe(cid)).rejects.toEqual(failsWith('DAMAGED'))
        await expect(readAll(store.get(cid))).rejects.toEqual(failsWith('DAMAGED'))
      }),
      { numRuns: 25 },
    )
  })

  const damages: [string, (directory: string) => Promise<void>][] = [
    ['content cut short', (directory) => truncate(join(directory, 'content'), SIZE - 1)],
    ['content emptied', (directory) => truncate(join(directory, 'content'), 0)],
    ['content lost', (directory) => rm(join(directory, 'content'))],
    ['index cut short', (directory) => truncate(join(directory, 'index'), 40)],
    ['index emptied', (directory) => truncate(join(directory, 'index'), 0)],
    ['index with bytes too many', (directory) => appendFile(join(directory, 'index'), 'x')],
    ['index lost', (directory) => rm(join(directory, 'index'))],
  ]
  test.each(damages)('%s; putting the file again repairs it', async (_, damage) => {
    const { store, cid } = await damaged(damage)
    await expect(store.check(cid)).rejects.toEqual(failsWith('DAMAGED'))
    expect((await store.put([patternBytes(SIZE)])).cid).toBe(cid)
    await store.check(cid)
    expect(await readAll(store.get(cid))).toEqual(patternBytes(SIZE))
  })

  test('the index of another file is not taken for its own', async () => {
    const path = newPath()
    const store = await openStore(path)
    const one = await store.put([patternBytes(SIZE)])
    const other = await store.put([patternBytes(SIZE, 2)])
    const index = await readFile(join(pathOf(path, other.cid), 'index'))
    await writeFile(join(pathOf(path, one.cid), 'index'), index)
    await expect((await openStore(path)).describe(one.cid)).rejects.toEqual(failsWith('DAMAGED'))
  })

  test('a block that lies undamaged in another file is still given', async () => {
    const path = newPath()
    const store = await openStore(path)
    const shared = patternBytes(2048)
    const one = await store.put([shared, patternBytes(5000, 2)])
    await store.put([patternBytes(2048, 3), shared, patternBytes(50, 4)])
    await flip(join(pathOf(path, one.cid), 'content'), 5, 0)
    const leaf = (await (await openStore()).put([shared])).cid
    expect(await store.getBlock(leaf)).toEqual(shared)
  })

  test('names that are no CID are ignored', async () => {
    const path = newPath()
    const store = await openStore(path)
    const { cid } = await store.put([patternBytes(1)])
    await mkdir(join(dirname(pathOf(path, cid)), 'stranger'))
    await mkdir(join(path, 'blobs', 'lost+found'))
    await writeFile(join(path, 'blobs', '.DS_Store'), '')
    const listed = []
    for await (const found of store.list()) listed.push(found)
    expect(listed).toEqual([cid])
  })
})
