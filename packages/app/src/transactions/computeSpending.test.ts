import {
  balances,
  computeSampleDeposit,
  createOffer,
  createRuntime,
  describeBlob,
  parseEcho,
  PRESETS,
  registerCall,
  runtimeCall,
  type RuntimeCall,
} from '@echochain/sdk'
import { expect, test } from 'vitest'
import { computeSpending } from './computeSpending.ts'

const draft = {
  metadata: { title: 'a loop', tags: ['test'], kind: 'Loop', bpm: 120_000, key: 9 },
  durationMs: 8_000,
  format: 'wav',
  offers: [createOffer('Personal', parseEcho('2'))],
} as const

test('a sample takes its deposit, a transfer its amount, and a batch what all of its calls do', async () => {
  const content = await describeBlob(new Blob(['a loop']))
  const register = registerCall(content, draft)
  const deposit = computeSampleDeposit(content, draft)
  expect(computeSpending(register)).toEqual({ paid: 0n, deposit, all: false })

  const dest = { type: 'Id', value: 'x'.repeat(32) }
  const transfer = runtimeCall(balances.calls.transferKeepAlive, { dest, value: 7n } as never) as RuntimeCall
  const { modules } = createRuntime(PRESETS.dev)
  const { batchAll } = modules.find(({ name }) => name === 'Utility')!.calls!
  const batch = runtimeCall(batchAll, { calls: [register, transfer, register] })
  expect(computeSpending(batch)).toEqual({ paid: 7n, deposit: 2n * deposit, all: false })
})
