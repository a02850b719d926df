import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@echochain/codec'
import { LmdbStore } from '@echochain/state/lmdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkInProcess } from './checkInProcess.ts'

const READ_BEHIND_THE_END = new URL('../testing/readBehindTheEnd.ts', import.meta.url)

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'echochain-check-'))
  for (const part of ['state', 'blocks']) {
    const store = await LmdbStore.open(join(root, 'chain', part))
    for (let table = 0; table < 4; table++)
      await store.write(
        Array.from({ length: 500 }, (_, at) => ({
          table: table === 0 ? 'flat' : `t${table}`,
          key: utf8(`key ${at}`),
          value: new Uint8Array(200),
        })),
      )
    await store.close()
  }
})
afterAll(() => rm(root, { recursive: true }))

test('a read that ends the process (SIGBUS) is damage, named with its part', async () => {
  cpSync(join(root, 'chain'), join(root, 'shortened'), { recursive: true })
  const { damage } = await checkInProcess(join(root, 'shortened'), READ_BEHIND_THE_END)
  expect(damage).toEqual([{ part: 'state', code: 'DAMAGED', message: expect.stringMatching(/SIG(BUS|SEGV)/) }])
})

test('what the check itself throws keeps its code', async () => {
  await expect(checkInProcess(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'NO_STATE' })
  await expect(checkInProcess(join(root, 'chain'))).rejects.toMatchObject({
    code: 'NO_STATE',
    message: expect.stringContaining('no state'),
  })
})

test('while a node has the databases open: LOCKED', async () => {
  const store = await LmdbStore.open(join(root, 'chain', 'state'))
  try {
    await expect(checkInProcess(join(root, 'chain'))).rejects.toMatchObject({ code: 'LOCKED' })
  } finally {
    await store.close()
  }
})
