import { utf8 } from '@echochain/codec'
import { BlockStore } from '@echochain/consensus'
import { TestChain } from '@echochain/consensus/testing'
import type { MemoryStore } from '@echochain/state'
import { expect, test } from 'vitest'
import { checkBlocks } from './checkBlocks.ts'

test('a damaged number of the latest finalized block: the check lists what is missing and ends, however large it is', async () => {
  const it = await TestChain.open()
  await it.produceMany(12)
  const blocks = it.stores.blocks as MemoryStore
  const key = utf8('finalized')
  const record = blocks.table('meta').get(key)!
  expect(checkBlocks(new BlockStore(blocks), undefined)).toEqual([])
  const damaged = record.slice()
  damaged.set([0, 31, 255, 255, 255, 255, 255, 255]) // 2^53 - 1
  await blocks.write([{ table: 'meta', key, value: damaged }])
  const damages = checkBlocks(new BlockStore(blocks), undefined)
  expect(damages).toHaveLength(100)
  expect(damages.every(({ code }) => code === 'BLOCK_MISSING')).toBe(true)
})
