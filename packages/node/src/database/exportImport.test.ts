import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, encode, type Hash } from '@echochain/codec'
import { FakeClock, type Logger } from '@echochain/consensus'
import { devKeypair, TransactionSigner } from '@echochain/consensus/testing'
import { Block } from '@echochain/frame'
import { devAccount } from '@echochain/runtime'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeSettings } from '../config/nodeSettings.ts'
import { readSettings } from '../config/settings.ts'
import { EchoNode } from '../EchoNode.ts'
import { BlockFile } from './BlockFile.ts'
import type { BlockFileHeader } from './blockFileFormat.ts'
import { BlockFileWriter } from './BlockFileWriter.ts'
import { exportBlocks } from './exportBlocks.ts'
import { importBlocks } from './importBlocks.ts'

const logger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const START_MS = Date.UTC(2026, 10, 20)

let folder: string
let clock: FakeClock
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echochain-export-'))
  file = join(folder, 'chain.blocks')
  clock = new FakeClock(START_MS)
})
afterEach(() => rm(folder, { recursive: true }))

const settingsOf = (name: string, flags: Record<string, string> = {}) =>
  readSettings(nodeSettings, {
    flags: { dataDir: join(folder, name), rpcPort: '0', peerPort: '0', ...flags },
    environment: {},
    toml: {},
  })

const onFatal = (error: Error): void => {
  throw error
}
const start = (name: string): Promise<EchoNode> => EchoNode.start(settingsOf(name), { clock, logger, onFatal })

/** What a stopped node knew of its chain. */
interface Known {
  readonly hashes: readonly (Hash | undefined)[]
  readonly finalized: number
  readonly stateRoot: Hash
}

const knownTo = ({ chain }: EchoNode): Known => ({
  hashes: Array.from({ length: chain.best.number + 1 }, (_, number) => chain.hashAt(number)),
  finalized: chain.finalized.number,
  stateRoot: chain.best.header.stateRoot,
})

/** A node that makes blocks, each with a payment, and goes. */
async function makeChain(name: string, blocks: number): Promise<Known> {
  const node = await start(name)
  const signer = new TransactionSigner(node.chain, node.pool)
  for (let i = 0; i < blocks; i++) {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    const stop = node.chain.onBest.subscribe(resolve)
    await node.pool.submit(signer.transfer(devKeypair('Alice'), devAccount('Bob'), 1_000_000_000_000n))
    clock.advanceBy(1_000)
    await promise
    stop()
  }
  await node.stop()
  return knownIn(name) // finality comes after the best block
}

async function knownIn(name: string): Promise<Known> {
  const node = await start(name)
  const known = knownTo(node)
  await node.stop()
  return known
}

/** What an exported file holds, to make another of it. */
async function read(path: string) {
  const found = await BlockFile.open(path)
  const blocks: Block[] = []
  for await (const bytes of found.blocks()) blocks.push(decode(Block, bytes))
  return { header: found.header, blocks }
}

async function write(path: string, header: BlockFileHeader, blocks: readonly Block[]): Promise<string> {
  const writer = await BlockFileWriter.create(path, header)
  for (const block of blocks) await writer.add(encode(Block, block))
  await writer.finish()
  return path
}

const parts = () => ({ clock, logger })

describe('db export, db import', () => {
  test('a chain goes over whole: final blocks and those on top, the same state; the node goes on with it', async () => {
    const known = await makeChain('a', 21)
    expect(known.finalized).toBeGreaterThan(8)
    expect(await exportBlocks(settingsOf('a'), file)).toMatchObject({ last: 21, network: 'dev' })
    expect(await importBlocks(settingsOf('b'), file, parts())).toMatchObject({ imported: 21, known: 0 })
    expect(await knownIn('b')).toEqual(known)
    expect((await makeChain('b', 2)).hashes.slice(0, 22)).toEqual(known.hashes)
  })

  test('neither works while the node runs', async () => {
    await makeChain('a', 2)
    await exportBlocks(settingsOf('a'), file)
    const node = await start('a')
    await expect(exportBlocks(settingsOf('a'), join(folder, 'x'))).rejects.toMatchObject({ code: 'LOCKED' })
    await expect(importBlocks(settingsOf('a'), file, parts())).rejects.toMatchObject({ code: 'LOCKED' })
    await node.stop()
  })

  test('an import that was interrupted goes on where it was; one of known blocks changes nothing', async () => {
    const known = await makeChain('a', 12)
    await exportBlocks(settingsOf('a'), file)
    let blocks = 0
    const onProgress = () => {
      if (++blocks === 7) throw new Error('interrupted')
    }
    await expect(importBlocks(settingsOf('b'), file, { ...parts(), onProgress })).rejects.toThrow('interrupted')
    expect(await importBlocks(settingsOf('b'), file, parts())).toMatchObject({ imported: 5, known: 7 })
    expect(await importBlocks(settingsOf('b'), file, parts())).toMatchObject({ imported: 0, known: 12 })
    expect(await knownIn('b')).toEqual(known)
  })

  test('a file cut off or changed anywhere is refused before anything is made', async () => {
    await makeChain('a', 4)
    await exportBlocks(settingsOf('a'), file)
    const whole = await readFile(file)
    const damaged = [
      ...[0, 10, 16, 19, 40, 200, whole.length - 33, whole.length - 1].map((length) => whole.subarray(0, length)),
      ...[3, 17, 25, 60, 300, whole.length - 40, whole.length - 1].map((at) => whole.with(at, whole[at] ^ 4)),
      Buffer.concat([whole, Buffer.from([0])]),
    ]
    for (const [at, bytes] of damaged.entries()) {
      await writeFile(file, bytes)
      const codes = /^(DAMAGED|NOT_A_BLOCK_FILE|WRONG_FORMAT)$/
      const error = await importBlocks(settingsOf('b'), file, parts()).catch((failure) => failure)
      expect(error.code, `damage ${at}: ${error.message}`).toMatch(codes)
    }
    expect(await readdir(folder)).toEqual(['a', 'chain.blocks'])
  })

  test('another chain’s file: of another network, of another genesis than the folder’s, or than this version makes', async () => {
    await makeChain('a', 3)
    await exportBlocks(settingsOf('a'), file)
    const test = importBlocks(settingsOf('b', { chain: 'test' }), file, parts())
    await expect(test).rejects.toMatchObject({ code: 'WRONG_NETWORK', message: expect.stringContaining('--chain dev') })
    clock.advanceBy(1)
    const other = await makeChain('c', 1)
    await expect(importBlocks(settingsOf('c'), file, parts())).rejects.toMatchObject({ code: 'WRONG_GENESIS' })
    expect(await knownIn('c')).toEqual(other)
    const { header, blocks } = await read(file)
    const forged = await write(join(folder, 'forged'), { ...header, genesisTimeMs: 7n }, blocks)
    await expect(importBlocks(settingsOf('d'), forged, parts())).rejects.toMatchObject({ code: 'WRONG_GENESIS' })
    expect(await readdir(folder)).not.toContain('d')
  })

  test('blocks are checked as those of peers: one that breaks a rule ends the import, those before it stay', async () => {
    await makeChain('a', 6)
    await exportBlocks(settingsOf('a'), file)
    const { header, blocks } = await read(file)
    const bad = { ...blocks[3], header: { ...blocks[3].header, stateRoot: header.genesisHash } }
    const forged = await write(join(folder, 'forged'), header, blocks.with(3, bad))
    await expect(importBlocks(settingsOf('b'), forged, parts())).rejects.toMatchObject({
      code: 'BAD_BLOCK',
      cause: { code: 'BAD_SEAL' },
    })
    expect((await knownIn('b')).hashes).toHaveLength(4)
    const short = await write(join(folder, 'short'), header, blocks.slice(0, 5))
    await expect(importBlocks(settingsOf('b'), short, parts())).rejects.toMatchObject({ code: 'DAMAGED' })
  })

  test('no file is written over, and none is left of an export that fails', async () => {
    await makeChain('a', 2)
    await writeFile(file, 'mine')
    await expect(exportBlocks(settingsOf('a'), file)).rejects.toMatchObject({ code: 'FILE_EXISTS' })
    expect(await readFile(file, 'utf8')).toBe('mine')
    await rm(file)
    const stopped = exportBlocks(settingsOf('a'), file, () => {
      throw new Error('interrupted')
    })
    await expect(stopped).rejects.toThrow('interrupted')
    await expect(exportBlocks(settingsOf('nobody'), file)).rejects.toMatchObject({ code: 'NO_STATE' })
    expect(await readdir(folder)).toEqual(['a'])
  })
})
