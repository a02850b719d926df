import { afterEach, expect, test } from 'vitest'
import { forkProcess } from './forkProcess.ts'

const SCRIPT = new URL('../testing/killedAtOnce.ts', import.meta.url)
/** More than any system takes: then `fork` throws, instead of telling by an event. */
const TOO_LONG = 'x'.repeat(4 * 1024 * 1024)

const { execPath } = process
afterEach(() => {
  process.execPath = execPath
})

const endOf = (args: readonly string[] = []): Promise<string> =>
  new Promise((resolve) => forkProcess(SCRIPT, args, { onMessage: () => {}, onEnd: resolve }))

test('tells how a process ended, also one that could not be started', async () => {
  expect(await endOf()).toBe('SIGKILL')
  expect(await endOf([TOO_LONG])).toMatch(/E2BIG|ENAMETOOLONG/)
  process.execPath = '/nowhere/node'
  expect(await endOf()).toContain('ENOENT')
})
