import { expect, test } from 'vitest'
import { devKeypair, TestChain } from './index.ts'

test('a chain in memory makes blocks, includes a transfer and finalizes it', async () => {
  const it = await TestChain.open()
  await it.produce()
  const hash = await it.pool.submit(it.signer.transfer(devKeypair('Alice'), devKeypair('Bob').account, 5n))
  const statuses: string[] = []
  it.pool.watch(hash, ({ type }) => statuses.push(type))
  await it.produceMany(12)
  expect(statuses).toEqual(['ready', 'inBlock', 'finalized'])
  expect(it.chain.finalized.number).toBe(4)
})
