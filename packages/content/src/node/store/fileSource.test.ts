import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { describeContent } from '../../ContentHasher.ts'
import { failsWith } from '../../testing/blobStoreSuite.ts'
import { patternBytes } from '../../testing/patternBytes.ts'
import { fileSource } from './fileSource.ts'
import { MemoryBlobStore } from './MemoryBlobStore.ts'

test('a file put by fileSource is the file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'echochain-source-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const path = join(directory, 'file')
  const store = new MemoryBlobStore()
  for (const size of [0, 1, 1_048_575, 1_048_576, 1_048_577, 5_000_000]) {
    await writeFile(path, patternBytes(size))
    expect(await store.put(fileSource(path)), `size ${size}`).toEqual(describeContent(patternBytes(size)))
  }
  await expect(store.put(fileSource(path), { maxBytes: 2_000_000 })).rejects.toEqual(failsWith('TOO_LARGE'))
  await expect(store.put(fileSource(join(directory, 'absent')))).rejects.toEqual(failsWith('STORE_FAILED'))
})
