import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@echochain/codec'
import { FakeClock, type Logger } from '@echochain/consensus'
import { devGenesis } from '@echochain/runtime'
import { LmdbStore } from '@echochain/state/lmdb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openNodeChain } from '../openNodeChain.ts'
import { checkDatabases } from './checkDatabases.ts'

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'echochain-check-'))
  await using resources = new AsyncDisposableStack()
  const clock = new FakeClock(0)
  const settings = { dataDir, chain: 'dev', archive: false } as const
  await openNodeChain(resources, settings, { clock, logger: silent, genesis: (preset) => devGenesis(0n, preset) })
})
afterEach(() => rm(dataDir, { recursive: true }))

async function writeFormat(value: Uint8Array): Promise<void> {
  const store = await LmdbStore.open(join(dataDir, 'dev', 'blocks'))
  await store.write([{ table: 'meta', key: utf8('format'), value }])
  await store.close()
}

test('a malformed format of the block database is damage like others; what else there is is still checked', async () => {
  await writeFormat(new Uint8Array(3))
  expect(await checkDatabases(join(dataDir, 'dev'))).toEqual({
    stateBlock: 0,
    finalizedBlock: 0,
    damage: [{ part: 'blocks', code: 'DAMAGED', message: 'The format of the block database cannot be read.' }],
  })
})

test('the format of another version is none: WRONG_FORMAT', async () => {
  await writeFormat(new Uint8Array(8).fill(1))
  await expect(checkDatabases(join(dataDir, 'dev'))).rejects.toMatchObject({ code: 'WRONG_FORMAT' })
})
