import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FakeClock, type Logger } from '@echochain/consensus'
import { consensusStorage, createRuntime, PRESETS } from '@echochain/runtime'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeSettings } from './config/nodeSettings.ts'
import { readSettings } from './config/settings.ts'
import { EchoNode, type NodeParts } from './EchoNode.ts'

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const SLOT_MS = 1_000
const WEEK_MS = 7 * 24 * 3_600_000
const START_MS = Date.UTC(2026, 10, 20)

let dataDir: string
let clock: FakeClock
const running: EchoNode[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'echochain-node-'))
  clock = new FakeClock(START_MS)
})
afterEach(async () => {
  for (const node of running.splice(0)) await node.stop()
  await rm(dataDir, { recursive: true })
})

const settingsWith = (flags: Record<string, string> = {}) =>
  readSettings(nodeSettings, { flags: { dataDir, rpcPort: '0', ...flags }, environment: {}, toml: {} })

async function start(flags?: Record<string, string>, parts: Partial<NodeParts> = {}): Promise<EchoNode> {
  const onFatal = (error: Error) => {
    throw error
  }
  const node = await EchoNode.start(settingsWith(flags), { clock, logger: silent, onFatal, ...parts })
  running.push(node)
  return node
}

async function stop(node: EchoNode): Promise<void> {
  running.splice(running.indexOf(node), 1)
  await node.stop()
}

/** Lets slots pass, each once the block of the one before is there. */
async function passSlots(node: EchoNode, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const block = new Promise<void>((resolve) => {
      const unsubscribe = node.chain.onBest.subscribe(() => {
        unsubscribe()
        resolve()
      })
    })
    clock.advanceBy(SLOT_MS)
    await block
  }
}

describe('EchoNode', () => {
  test('makes a block in every slot and finalizes epochs', async () => {
    const node = await start()
    await passSlots(node, 12)
    expect(node.status.best.number).toBe(12)
    await expect.poll(() => node.status.finalized.number).toBe(4)
    expect(node.status.slot).toBe(12n)
  })

  test('a second start goes on with the same chain, also after a week, in which nothing lapsed', async () => {
    const first = await start()
    await passSlots(first, 9)
    const { best } = first.status
    const { genesisHash } = first.chain
    await stop(first)
    clock.advanceBy(WEEK_MS)
    const second = await start()
    expect(second.chain.genesisHash).toBe(genesisHash)
    expect(second.status.best).toEqual(best)
    await passSlots(second, 3)
    expect(second.status.best.number).toBe(12)
    expect(second.chain.hashAt(9)).toBe(best.hash)
    const liveTimeMs = second.chain.nextContext(second.chain.best.hash).get(consensusStorage.liveTimeMs)
    expect(liveTimeMs).toBeLessThanOrEqual(BigInt(20 * SLOT_MS))
  })

  test('two nodes cannot share a folder', async () => {
    await start()
    await expect(start()).rejects.toMatchObject({ code: 'LOCKED' })
  })

  test('a taken port is named with its flag, and nothing is left open', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address() as { port: number }
    await expect(start({ rpcPort: String(port) })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining('--rpc-port'),
    })
    await new Promise((resolve) => blocker.close(resolve))
    await start({ rpcPort: String(port) })
  })

  test('keeps the token of unsafe methods from other people', async () => {
    await start()
    const { mode } = await stat(join(dataDir, 'dev', 'rpc-token'))
    expect(mode & 0o777).toBe(0o600)
  })

  test('networks have folders of their own', async () => {
    const dev = await start()
    const other = await start({ chain: 'test' })
    expect(other.chain.genesisHash).not.toBe(dev.chain.genesisHash)
  })

  test('without a validator it makes no blocks', async () => {
    const node = await start({ validator: 'none' })
    clock.advanceBy(5 * SLOT_MS)
    await new Promise((resolve) => setImmediate(resolve))
    expect(node.status.best.number).toBe(0)
  })

  test('a validator that the chain does not have is warned of once, when it starts', async () => {
    const warnings: string[] = []
    const logger: Logger = { ...silent, warn: (message) => warnings.push(message) }
    await stop(await start({ validator: 'Alice' }, { logger }))
    expect(warnings).toEqual([])
    await start({ validator: 'Bob' }, { logger })
    clock.advanceBy(SLOT_MS)
    expect(warnings).toEqual(['Bob is no validator of this chain: this node makes no blocks'])
  })

  test('has the runtime of the future beside its own, to rehearse an upgrade', async () => {
    const node = await start({}, { futureRuntimes: [createRuntime(PRESETS.dev, { specVersion: 101 })] })
    expect(node.chain.runtimeAt(node.chain.best.hash).version.specVersion).toBe(100)
  })
})
