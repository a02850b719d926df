import { utf8 } from '@echochain/codec'
import { MemoryStore } from '@echochain/state'
import { expect, test } from 'vitest'
import { BlockStore } from './BlockStore.ts'

const DAMAGED = expect.objectContaining({ code: 'DAMAGED' })

test('records that are too short or too long are DAMAGED, not read beyond their end', async () => {
  const store = new MemoryStore()
  const blocks = new BlockStore(store)
  for (const length of [0, 3, 35, 37]) {
    await store.write([{ table: 'meta', key: utf8('finalized'), value: new Uint8Array(length) }])
    expect(() => blocks.finalized(), `finalized of ${length} bytes`).toThrow(DAMAGED)
  }
  await store.write([{ table: 'heights', key: new Uint8Array(5), value: new Uint8Array(0) }])
  expect(() => [...blocks.blocksFrom(0)]).toThrow(DAMAGED)
  await store.write([{ table: 'meta', key: utf8('format'), value: new Uint8Array(7) }])
  expect(() => blocks.validateFormat()).toThrow(DAMAGED)
})
