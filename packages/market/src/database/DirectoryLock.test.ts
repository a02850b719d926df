import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DirectoryLock } from './DirectoryLock.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'market-lock-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const HOLD = `
  const { DirectoryLock } = await import(process.argv[1])
  await DirectoryLock.acquire(process.argv[2])
  console.log('held')
  setInterval(() => {}, 1000)`
const MODULE = new URL('./DirectoryLock.ts', import.meta.url).href

async function holder() {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', HOLD, MODULE, directory],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  await once(child.stdout, 'data')
  return child
}

test('one holder at a time, in this process or another; the error names the holder', async () => {
  const lock = await DirectoryLock.acquire(directory)
  await expect(DirectoryLock.acquire(directory)).rejects.toMatchObject({ code: 'DATABASE_LOCKED' })
  lock.release()
  const child = await holder()
  await expect(DirectoryLock.acquire(directory)).rejects.toMatchObject({
    code: 'DATABASE_LOCKED',
    message: expect.stringContaining(`the process ${child.pid}`),
  })
  child.kill('SIGKILL')
  await once(child, 'exit')
})

test('the lock of a process that was killed is free at once', async () => {
  const child = await holder()
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = await DirectoryLock.acquire(directory)
  lock.release()
})
