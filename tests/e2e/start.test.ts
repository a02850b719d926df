import { ss58Encode } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import { MarketClient } from '@echochain/sdk'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LocalNetwork, runCli } from './LocalNetwork.ts'

let network: LocalNetwork
beforeEach(async () => {
  network = await LocalNetwork.create()
})
afterEach(() => network.destroy())

/** Each start of a whole network takes seconds, and some of these tests need several. */
const SEVERAL_STARTS_MS = 180_000

describe('npm start', { timeout: SEVERAL_STARTS_MS }, () => {
  test('shows its addresses, makes blocks, stops on Ctrl-C, and goes on with the same chain', async () => {
    await network.start(['--demo-samples', 'false'])
    expect(network.output).toContain(network.nodeUrl)
    expect(network.output).toContain(network.marketUrl)
    await network.until(async () => (await network.bestNumber()) >= 2)
    const genesis = await network.rpc<string>('chain_getBlockHash', [0])
    const first = await network.rpc<string>('chain_getBlockHash', [1])
    expect(await network.signal('SIGINT')).toBe(0)
    expect(network.output).toContain('goes on with this chain')
    await network.start(['--demo-samples', 'false'])
    expect(await network.rpc<string>('chain_getBlockHash', [0])).toBe(genesis)
    expect(await network.rpc<string>('chain_getBlockHash', [1])).toBe(first)
    expect(await network.signal('SIGTERM')).toBe(0)
  })

  test('serves the app, tells it where node and files are, and gives a new account play money', async () => {
    await network.start(['--demo-samples', 'false'])
    const page = await fetch(`${network.marketUrl}/wallet`, { headers: { Accept: 'text/html' } })
    const html = await page.text()
    expect(html).toContain('<div id="root">')
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${network.nodeUrl} `)
    const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(html)!
    const { headers } = await fetch(network.marketUrl + script, { headers: { 'Accept-Encoding': 'br' } })
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-encoding': 'br',
      'cache-control': expect.stringContaining('immutable'),
    })

    const market = new MarketClient(network.marketUrl)
    expect(await market.network()).toMatchObject({
      development: true,
      genesisHash: await network.rpc<string>('chain_getBlockHash', [0]),
      rpcUrls: [network.nodeUrl],
      gatewayUrl: network.gatewayUrl,
    })
    const address = ss58Encode(keypairFromUri('//Somebody new', 'sr25519').account)
    const { amount } = await market.requestFaucet(address)
    await network.until(async () => (await market.account(address)).balance.free === amount)
    await expect(market.requestFaucet(address)).rejects.toMatchObject({ status: 429, reason: 'FAUCET_WAIT' })
  })

  test('a taken port is named before a chain has begun', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const ports = ['--rpc-port', '0', '--api-port', String(port), '--gateway-port', '0']
    const { code, stderr } = await runCli(['start', '--data-dir', network.dataDir, ...ports])
    expect(code).toBe(1)
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken; choose another with --api-port`)
    expect(await readdir(network.dataDir)).toEqual([])
    other.close()
  })

  test('a second one on the same folder is told which process has it', async () => {
    await network.start(['--demo-samples', 'false'])
    const ports = ['--rpc-port', '0', '--api-port', '0', '--gateway-port', '0']
    const { code, stderr } = await runCli(['start', '--data-dir', network.dataDir, ...ports])
    expect(code).toBe(1)
    expect(stderr).toMatch(/Error: .*process \d+/)
  })

  test('after kill -9 at any moment it goes on, with every block anybody was told of', async () => {
    for (let round = 0; round < 3; round++) {
      await network.start(['--demo-samples', 'false'])
      const before = await network.bestNumber()
      await network.until(async () => (await network.bestNumber()) > before + 1)
      const told = await network.bestNumber()
      const hash = await network.rpc<string>('chain_getBlockHash', [told])
      await network.signal('SIGKILL')
      await network.start(['--demo-samples', 'false'])
      expect(await network.rpc<string>('chain_getBlockHash', [told]), `round ${round}`).toBe(hash)
      await network.signal('SIGINT')
    }
    const { code, stdout } = await runCli(['db', 'check', '--data-dir', network.dataDir, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ ok: true })
    expect(code).toBe(0)
  })
})

test(
  'killing npm alone ends the whole network: the next start finds folder and ports free',
  { timeout: SEVERAL_STARTS_MS },
  async () => {
    const first = await LocalNetwork.create(10)
    await first.start(['--demo-samples', 'false'])
    await first.killLeader()
    await first.start(['--demo-samples', 'false'])
    expect(await first.signal('SIGINT')).toBe(0)
    await first.destroy()
  },
)
