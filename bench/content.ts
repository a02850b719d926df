// Storing a large file and reading it back, against reading, hashing and writing the same bytes in a plain loop: the
// least anybody must do who stores a file and knows its SHA-256. Storing computes three hashes: of every leaf, of the
// whole file, and of the tree over 1 KiB segments.
import { createHash, randomFillSync } from 'node:crypto'
import { closeSync, fsyncSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiskBlobStore, fileSource } from '@echochain/content/node'
import type { BenchRow } from './BenchRow.ts'

const MIB = 1024 * 1024

const median = (figures: number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1]

function writeRandomFile(path: string, sizeBytes: number): void {
  const file = openSync(path, 'w')
  const piece = new Uint8Array(MIB)
  for (let at = 0; at < sizeBytes; at += MIB) writeSync(file, randomFillSync(piece), 0, Math.min(MIB, sizeBytes - at))
  fsyncSync(file)
  closeSync(file)
}

function hashAndWrite(from: string, to: string): void {
  const [source, target] = [openSync(from, 'r'), openSync(to, 'w')]
  const piece = new Uint8Array(MIB)
  const hash = createHash('sha256')
  for (let length = readSync(source, piece); length > 0; length = readSync(source, piece)) {
    hash.update(piece.subarray(0, length))
    writeSync(target, piece, 0, length)
  }
  hash.digest()
  fsyncSync(target)
  closeSync(source)
  closeSync(target)
  rmSync(to)
}

/** MiB/s of `put` and `get`, with the limit measured in turns with them. Uses three times `sizeBytes` of disk. */
export async function benchContent({
  runs,
  sizeBytes = 1024 * MIB,
}: {
  runs: number
  sizeBytes?: number
}): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'echochain-bench-'))
  const source = join(directory, 'source')
  const figures: Record<'limit' | 'put' | 'get', number[]> = { limit: [], put: [], get: [] }
  const timed = async (name: keyof typeof figures, work: () => unknown): Promise<void> => {
    const start = performance.now()
    await work()
    figures[name].push(sizeBytes / MIB / ((performance.now() - start) / 1000))
  }
  const store = await DiskBlobStore.open({ path: join(directory, 'store') })
  try {
    writeRandomFile(source, sizeBytes)
    await store.put([new Uint8Array(2 * MIB)]) // starts the hashing threads
    for (let run = 0; run < runs; run++) {
      await timed('limit', () => hashAndWrite(source, join(directory, 'copy')))
      let description = await store.put([])
      await timed('put', async () => {
        description = await store.put(fileSource(source))
      })
      await timed('get', async () => {
        let read = 0
        for await (const piece of store.get(description.cid)) read += piece.length
        if (read !== sizeBytes) throw new Error(`get gave ${read} bytes of ${sizeBytes}`)
      })
      await store.delete(description.cid)
    }
  } finally {
    await store.close()
    rmSync(directory, { recursive: true, force: true })
  }
  const limit = median(figures.limit)
  const of = `${sizeBytes / MIB} MiB`
  return [
    {
      what: `content put, ${of}`,
      value: median(figures.put),
      unit: 'MiB/s',
      limit,
      note: 'limit: read, hash, write, sync',
    },
    {
      what: `content get, ${of}`,
      value: median(figures.get),
      unit: 'MiB/s',
      limit,
      note: 'every block checked; same limit',
    },
  ]
}
