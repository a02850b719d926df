import type { ChainClient } from '@echochain/sdk'
import { expect, test } from 'vitest'
import { startChain } from '../../../sdk/src/testing/startChain.ts'
import { connectOnce } from './connectOnce.ts'

const untilLost = ({ rpc }: ChainClient): Promise<void> =>
  new Promise((resolve) => void rpc.onState((state) => state === 'disconnected' && resolve()))

test('all who ask share one client, also while it connects', async () => {
  await using chain = await startChain()
  const connect = connectOnce([chain.node.wsUrl])
  const [one, two] = await Promise.all([connect(), connect()])
  using client = await connect()
  expect([one, two]).toEqual([client, client])
})

test('a node that is lost is not waited for where there is another one: all are tried again, in their order', async () => {
  await using first = await startChain()
  await using second = await startChain()
  const connect = connectOnce([first.node.wsUrl, second.node.wsUrl])
  const lost = await connect()
  expect(lost.rpc.url).toBe(first.node.wsUrl)
  const gone = untilLost(lost)
  await first.node.server.close()
  await gone
  const [one, two] = await Promise.all([connect(), connect()])
  using client = one
  expect(client.rpc).toMatchObject({ url: second.node.wsUrl, state: 'connected' })
  expect(two).toBe(client)
  expect(lost.rpc.state).toBe('closed')
})

test('the only node there is keeps its client, which comes back by itself', async () => {
  await using chain = await startChain()
  const connect = connectOnce([chain.node.wsUrl])
  using client = await connect()
  const gone = untilLost(client)
  await chain.node.server.close()
  await gone
  expect(await connect()).toBe(client)
  expect(client.rpc.state).not.toBe('closed')
})

test('a failed attempt is forgotten', async () => {
  await using chain = await startChain()
  const urls = ['ws://127.0.0.1:1']
  const connect = connectOnce(urls)
  await expect(connect()).rejects.toMatchObject({ code: 0 })
  urls.push(chain.node.wsUrl)
  using client = await connect()
  expect(client.rpc.url).toBe(chain.node.wsUrl)
})
