import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createHttpServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Hash } from '@echochain/codec'
import { FakeClock, type Logger } from '@echochain/consensus'
import { keypairFromUri } from '@echochain/crypto'
import { addressOf, runtimeCall } from '@echochain/frame'
import { balances, devAccount } from '@echochain/runtime'
import { ChainClient } from '@echochain/sdk'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { nodeSettings } from '../config/nodeSettings.ts'
import { readSettings } from '../config/settings.ts'
import { EchoNode } from '../EchoNode.ts'

const CLI = fileURLToPath(new URL('../cli/main.ts', import.meta.url))

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'echochain-peers-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

/** Waits for something to become true; the test's time limit is the only one. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('two processes', () => {
  const running = new Set<NodeProcess>()
  afterEach(async () => {
    for (const node of running) await node.end('SIGKILL')
  })

  /** `echochain node` in a folder of its own. */
  class NodeProcess {
    readonly #child: ChildProcess
    readonly #exit: Promise<number | null>
    #log = ''

    constructor(name: string, args: readonly string[]) {
      const all = ['node', '--data-dir', join(dataDir, name), '--rpc-port', '0', '--log-format', 'json', ...args]
      this.#child = spawn(process.execPath, [CLI, ...all], { stdio: ['ignore', 'ignore', 'pipe'] })
      this.#child.stderr!.on('data', (chunk: Buffer) => (this.#log += chunk.toString()))
      this.#exit = new Promise((resolve) => this.#child.once('exit', resolve))
      running.add(this)
    }

    async #port(pattern: RegExp): Promise<number> {
      const find = () => pattern.exec(this.#log)?.[1]
      await until(() => {
        if (this.#child.exitCode !== null) throw new Error(`The node ended:\n${this.#log}`)
        return find() !== undefined
      })
      return Number(find())
    }

    peerPort = (): Promise<number> => this.#port(/--sync-from ws:\/\/127\.0\.0\.1:(\d+)/)
    rpcPort = (): Promise<number> => this.#port(/RPC at ws:\/\/127\.0\.0\.1:(\d+)/)

    async rpc<T>(method: string, params: readonly unknown[] = []): Promise<T> {
      const response = await fetch(`http://127.0.0.1:${await this.rpcPort()}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      })
      const { result, error } = (await response.json()) as { result: T; error?: { message: string } }
      if (error) throw new Error(error.message)
      return result
    }

    status = () => this.rpc<{ best: { number: number; hash: Hash }; peers: number; isSyncing: boolean }>('echo_status')
    hashAt = (number: number) => this.rpc<Hash | null>('chain_getBlockHash', [number])

    async untilBest(number: number): Promise<void> {
      await until(async () => (await this.status()).best.number >= number)
    }

    end(signal: NodeJS.Signals): Promise<number | null> {
      running.delete(this)
      this.#child.kill(signal)
      return this.#exit
    }
  }

  test('one follows the other, relays a transaction, and finds its way back after either was killed', async () => {
    let producer = new NodeProcess('producer', ['--peer-port', '0'])
    const peerPort = await producer.peerPort()
    await producer.untilBest(3)
    const follow = ['--peer-port', '0', '--sync-from', `ws://127.0.0.1:${peerPort}`]
    let follower = new NodeProcess('follower', follow)
    await follower.untilBest(3)
    expect(await follower.hashAt(0)).toBe(await producer.hashAt(0))
    expect(await follower.hashAt(3)).toBe(await producer.hashAt(3))
    expect((await producer.status()).peers).toBe(1)
    expect(await follower.status()).toMatchObject({ peers: 1, isSyncing: false })

    const client = await ChainClient.connect(`ws://127.0.0.1:${await follower.rpcPort()}`)
    const dest = addressOf(devAccount('Bob', 'ed25519'))
    const transfer = runtimeCall(balances.calls.transferKeepAlive, { dest, value: 10n ** 12n })
    const { block, blockNumber } = await client.submit(transfer, keypairFromUri('//Alice', 'ed25519'))
    await client.close()
    expect(await producer.hashAt(blockNumber)).toBe(block)

    await follower.end('SIGKILL')
    const { number } = (await producer.status()).best
    follower = new NodeProcess('follower', follow)
    await follower.untilBest(number + 1)
    expect(await follower.hashAt(number)).toBe(await producer.hashAt(number))

    await producer.end('SIGKILL')
    producer = new NodeProcess('producer', ['--peer-port', String(peerPort)])
    const after = (await producer.status()).best.number + 1
    await follower.untilBest(after)
    expect(await follower.hashAt(after)).toBe(await producer.hashAt(after))

    expect(await follower.end('SIGTERM')).toBe(0)
    expect(await producer.end('SIGTERM')).toBe(0)
  }, 120_000)
})

describe('a node that is to follow another one', () => {
  const nodes: EchoNode[] = []
  afterEach(async () => {
    for (const node of nodes.splice(0).reverse()) await node.stop()
  })

  const clock = new FakeClock(Date.UTC(2026, 10, 20))

  async function start(name: string, flags: Record<string, string>, log: Partial<Logger> = {}) {
    const settings = readSettings(nodeSettings, {
      flags: { dataDir: join(dataDir, name), rpcPort: '0', peerPort: '0', ...flags },
      environment: {},
      toml: {},
    })
    const logger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, ...log }
    const onFatal = (error: Error): void => {
      throw error
    }
    const node = await EchoNode.start(settings, { clock, logger, onFatal })
    nodes.push(node)
    return node
  }

  const urlOf = ({ peerPort }: EchoNode): string => `ws://127.0.0.1:${peerPort}`

  test('begins with the same genesis and follows', async () => {
    const a = await start('a', {})
    clock.advanceBy(5_000)
    const b = await start('b', { syncFrom: urlOf(a) })
    expect(b.chain.genesisHash).toBe(a.chain.genesisHash)
    await until(() => b.status.peers === 1)
    clock.advanceBy(1_000)
    await until(() => a.chain.best.slot === a.status.slot && b.chain.best.slot === a.status.slot)
    expect(b.chain.best.hash).toBe(a.chain.best.hash)
  })

  test('makes no blocks, and says so to who asks it to', async () => {
    const a = await start('a', {})
    const both = start('b', { syncFrom: urlOf(a), validator: 'Bob' })
    await expect(both).rejects.toMatchObject({
      code: 'BAD_CONFIG',
      message: expect.stringContaining('--validator Bob'),
    })
    await start('b', { syncFrom: urlOf(a), validator: 'none' })
  })

  test('does not begin as another network', async () => {
    const a = await start('a', {})
    await expect(start('b', { syncFrom: urlOf(a), chain: 'test' })).rejects.toMatchObject({ code: 'WRONG_GENESIS' })
  })

  test('with a chain of its own it leaves the other one, says why, and goes on alone', async () => {
    const warnings: object[] = []
    const a = await start('a', {})
    const own = await start('b', {})
    const { genesisHash } = own.chain
    nodes.splice(nodes.indexOf(own), 1)
    await own.stop()
    clock.advanceBy(1_000)
    const other = await start('c', {})
    const b = await start('b', { syncFrom: urlOf(other) }, { warn: (_, fields) => warnings.push(fields ?? {}) })
    await until(() => warnings.length > 0)
    expect(warnings[0]).toMatchObject({ code: 'WRONG_GENESIS', consequence: 'dropped' })
    expect(b.chain.genesisHash).toBe(genesisHash)
    expect(b.status.peers).toBe(0)
    expect(a.status.peers).toBe(0)
  })

  test('says within seconds that what answers is no node: a web server, a port for RPC', async () => {
    const a = await start('a', {})
    const web = createHttpServer((_, response) => response.writeHead(404).end())
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => new Promise<void>((resolve) => web.close(() => resolve())))
    const { port } = web.address() as { port: number }
    const message = expect.stringMatching(/is no EchoChain node .* not the one for RPC/)
    const onWeb = start('b', { syncFrom: `ws://127.0.0.1:${port}` })
    await expect(onWeb).rejects.toMatchObject({ code: 'UNREACHABLE', message })
    const onRpc = start('b', { syncFrom: `ws://127.0.0.1:${a.rpc.ports[0]}` })
    const failure = expect(onRpc).rejects.toMatchObject({ code: 'UNREACHABLE', message })
    let isOver = false
    void failure.finally(() => (isOver = true))
    await until(() => a.rpc.stats().connections > 0)
    await until(async () => {
      clock.advanceBy(3_000) // once the other side has noticed, the greeting is late
      await new Promise((resolve) => setTimeout(resolve, 200))
      return isOver
    })
    await failure
  })

  test('gives up after a minute when nobody answers', async () => {
    const attempts: string[] = []
    const starting = start('b', { syncFrom: 'ws://127.0.0.1:9' }, { info: (message) => attempts.push(message) })
    const failure = expect(starting).rejects.toMatchObject({ code: 'UNREACHABLE' })
    await until(() => attempts.length > 0)
    clock.advanceBy(60_000)
    await failure
    expect(attempts[0]).toMatch(/^Waiting for ws:/)
  })
})
