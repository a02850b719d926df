import { expect, test } from 'vitest'
import { failsWith, testBlobStore } from '../../testing/blobStoreSuite.ts'
import { SMALL_LAYOUT } from '../../testing/smallStore.ts'
import { patternBytes } from '../../testing/patternBytes.ts'
import { MemoryBlobStore } from './MemoryBlobStore.ts'

testBlobStore('MemoryBlobStore', async () => new MemoryBlobStore({ layout: SMALL_LAYOUT }))

test('capacity: a file too many is refused and takes no room', async () => {
  const store = new MemoryBlobStore({ capacityBytes: 10_000 })
  const { cid } = await store.put([patternBytes(6000)])
  await expect(store.put([patternBytes(6000, 2)])).rejects.toEqual(failsWith('STORE_FULL'))
  await store.put([patternBytes(4000, 3)])
  await expect(store.put([patternBytes(1, 4)])).rejects.toEqual(failsWith('STORE_FULL'))
  await store.delete(cid)
  await store.put([patternBytes(6000, 2)])
})
