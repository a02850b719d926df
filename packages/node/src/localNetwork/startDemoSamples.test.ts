import type { Logger } from '@echochain/consensus'
import { expect, test } from 'vitest'
import { startDemoSamples } from './startDemoSamples.ts'

const KILLED_AT_ONCE = new URL('../testing/killedAtOnce.ts', import.meta.url)

test('a kill of the process that publishes is told in the log', async () => {
  const told = new Promise<string>((resolve) => {
    const logger: Logger = { debug: () => {}, info: () => {}, warn: resolve, error: () => {} }
    startDemoSamples({ node: '', market: '', gateway: '' }, logger, KILLED_AT_ONCE)
  })
  expect(await told).toContain('SIGKILL')
})
