import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { utf8 } from '@echochain/codec'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ChainState } from '../chain/ChainState.ts'
import { FORMAT, META_FORMAT, u64 } from '../chain/tables.ts'
import { temporaryDirectory } from '../test/temporaryDirectory.ts'
import { LmdbStore } from './LmdbStore.ts'
import { lockDirectory } from './lockDirectory.ts'

const hash = (number: number) => `0x${number.toString(16).padStart(64, '0')}` as const
const entries = Array.from({ length: 3000 }, (_, i): [Uint8Array, Uint8Array] => [
  utf8(`key ${i}`),
  new Uint8Array(60).fill(i),
])

/** A directory with the state of 3,000 keys. */
async function filledDirectory(): Promise<string> {
  const path = temporaryDirectory()
  const chain = await ChainState.create(await LmdbStore.open(path), { entries, hashOf: () => hash(1) })
  await chain.close()
  return path
}

describe('one directory, one process', () => {
  test('a second opening names the process that has it, until it is closed', async () => {
    const path = temporaryDirectory()
    const store = await LmdbStore.open(path)
    await expect(LmdbStore.open(path)).rejects.toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    })
    await store.close()
    await (await LmdbStore.open(path)).close()
  })

  test('so does one in another process; what it leaves when killed does not count', async () => {
    const path = temporaryDirectory()
    const victim = fileURLToPath(new URL('../test/commitUntilKilled.ts', import.meta.url))
    const child = spawn(process.execPath, [victim, path, join(path, 'marker'), '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await expect(LmdbStore.open(path)).rejects.toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining(`process ${child.pid}`) as string,
    })
    child.kill('SIGKILL')
    await once(child, 'exit')
    await (await LmdbStore.open(path)).close()
  })

  test('the name of a process that was killed does not hold a directory, nor one cut off', () => {
    const path = temporaryDirectory()
    for (const content of [`${process.ppid}\n`, '']) {
      writeFileSync(join(path, 'process.pid'), content)
      lockDirectory(path)()
    }
  })

  test('whoever gave a lock back does not take along the one of the next', () => {
    const path = temporaryDirectory()
    const giveBack = lockDirectory(path)
    expect(() => lockDirectory(path)).toThrow(expect.objectContaining({ code: 'LOCKED' }))
    expect(() => lockDirectory(path), 'also after a look that failed').toThrow(
      expect.objectContaining({ code: 'LOCKED' }),
    )
    giveBack()
    lockDirectory(path)()
  })
})

describe('databases that cannot be used', () => {
  test('no state: NO_STATE, also for reading only where there is no database', async () => {
    const path = temporaryDirectory()
    await expect(LmdbStore.open(path, { readOnly: true })).rejects.toMatchObject({ code: 'NO_STATE' })
    writeFileSync(join(path, 'data.mdb'), '')
    await expect(LmdbStore.open(path, { readOnly: true })).rejects.toMatchObject({ code: 'NO_STATE' })
    const store = await LmdbStore.open(path)
    onTestFinished(() => store.close())
    await expect(ChainState.open(store)).rejects.toMatchObject({ code: 'NO_STATE' })
  })

  test('of a newer version: WRONG_FORMAT, untouched', async () => {
    const store = await LmdbStore.open(await filledDirectory())
    onTestFinished(() => store.close())
    await store.write([{ table: 'meta', key: META_FORMAT, value: u64(FORMAT + 1) }])
    await expect(ChainState.open(store)).rejects.toMatchObject({ code: 'WRONG_FORMAT' })
    const genesis = { entries: [], hashOf: () => hash(1) }
    await expect(ChainState.create(store, genesis)).rejects.toMatchObject({ code: 'WRONG_FORMAT' })
  })

  test('a state is not overwritten by another genesis: NOT_EMPTY', async () => {
    const store = await LmdbStore.open(await filledDirectory())
    onTestFinished(() => store.close())
    await expect(ChainState.create(store, { entries: [], hashOf: () => hash(2) })).rejects.toMatchObject({
      code: 'NOT_EMPTY',
    })
    const chain = await ChainState.open(store)
    expect(chain.view(chain.base).get(utf8('key 7'))).toEqual(new Uint8Array(60).fill(7))
  })

  test('not a database at all: DAMAGED, and the directory can be opened again after it is gone', async () => {
    const path = temporaryDirectory()
    writeFileSync(join(path, 'data.mdb'), new Uint8Array(100_000).fill(0xab))
    await expect(LmdbStore.open(path)).rejects.toMatchObject({ code: 'DAMAGED' })
    truncateSync(join(path, 'data.mdb'), 0)
    await (await LmdbStore.open(path)).close()
  })

  test.each([0.97, 0.6, 0.1])('cut off to %f of its length: DAMAGED, and left as it was', async (part) => {
    const whole = join(await filledDirectory(), 'data.mdb')
    const path = join(temporaryDirectory(), 'state')
    mkdirSync(path)
    copyFileSync(whole, join(path, 'data.mdb'))
    truncateSync(join(path, 'data.mdb'), Math.floor(statSync(whole).size * part))
    const before = readFileSync(join(path, 'data.mdb'))
    for (const readOnly of [true, false])
      await expect(LmdbStore.open(path, { readOnly })).rejects.toMatchObject({ code: 'DAMAGED' })
    expect(readFileSync(join(path, 'data.mdb')).equals(before)).toBe(true)
  })
})

describe('reading only', () => {
  test('reads the state, refuses to write', async () => {
    const store = await LmdbStore.open(await filledDirectory(), { readOnly: true })
    onTestFinished(() => store.close())
    const chain = await ChainState.open(store)
    expect(chain.view(chain.base).keys(utf8('key 29'), undefined, 100)).toHaveLength(100)
    expect(await chain.check()).toEqual([])
    await expect(store.write([])).rejects.toMatchObject({ code: 'READ_ONLY' })
    expect([...store.table('nothing').range()]).toEqual([])
  })
})

describe('while the base moves', () => {
  test('every view reads what it read before, and the fork that is left behind is gone after', async () => {
    const chain = await ChainState.create(await LmdbStore.open(temporaryDirectory()), {
      entries,
      hashOf: () => hash(1),
    })
    onTestFinished(() => chain.close())
    const key = utf8('key 5')
    const genesis = chain.base
    const blocks = [1, 2, 3].map((number) => ({ number, hash: hash(number + 1) }))
    let parent: { number: number; hash: `0x${string}` } = genesis
    for (const block of blocks) {
      chain.add(chain.prepare(parent, [{ key, value: utf8(`block ${block.number}`), existed: true }]), block)
      parent = block
    }
    const fork = { number: 2, hash: hash(99) }
    chain.add(chain.prepare(blocks[0], [{ key: utf8('fork'), value: utf8('f'), existed: false }]), fork)
    const views = [genesis, ...blocks, fork].map((block) => chain.view(block))
    const values = () => views.map((view) => new TextDecoder().decode(view.get(key)?.subarray(0, 7)))
    const before = values()

    const move = chain.moveBase(blocks[2])
    while (chain.moving) {
      expect(values()).toEqual(before)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await move
    expect(chain.base.hash).toBe(blocks[2].hash)
    expect(() => views[4].get(key)).toThrow(expect.objectContaining({ code: 'UNKNOWN_BLOCK' }))
    views.pop()
    expect(values()).toEqual(before.slice(0, 4))
  })
})

describe('tables', () => {
  const names = ['a', 'b', 'c', 'd']
  const rowsOf = (table: string) =>
    Array.from({ length: 50 }, (_, i) => ({ table, key: utf8(`key ${i}`), value: utf8(table) }))
  const readAll = (store: LmdbStore, name: string): void => {
    let read = 0
    for (const [, value] of store.table(name).range()) {
      expect(value).toEqual(utf8(name))
      read++
    }
    expect(read).toBe(50)
  }

  test('can be read for the first time while somebody goes through another', async () => {
    const path = temporaryDirectory()
    const filling = await LmdbStore.open(path)
    await filling.write(names.flatMap(rowsOf))
    await filling.close()
    for (let round = 0; round < 10; round++) {
      const store = await LmdbStore.open(path, { readOnly: true })
      readAll(store, 'a')
      for (const [key] of store.table('b').range()) expect(store.table('c').get(key)).toEqual(utf8('c'))
      for (let again = 0; again < 3; again++) {
        for (const name of names) readAll(store, name)
        await new Promise((resolve) => setTimeout(resolve, 0))
      }
      await store.close()
    }
  })
})
