import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from './LocalNetwork.ts'

const RECORDINGS = join(import.meta.dirname, '../../../shared/samples')
const WANTED = 10

test('npm run demo: from upload to licence proof, every step told with its transaction and block', async () => {
  const { code, stdout } = await runCli(['demo', '--json'])
  const { ok, steps } = JSON.parse(stdout)
  expect(ok).toBe(true)
  expect(code).toBe(0)
  expect(steps).toHaveLength(9)
  expect(steps.filter(({ transaction, block }: Record<string, unknown>) => transaction && block)).toHaveLength(3)
})

test('a file that is no sound ends the demo with the reason and without a zero', async () => {
  const { code, stderr } = await runCli(['demo', import.meta.filename])
  expect(code).toBe(1)
  expect(stderr).toContain('Not a sound file')
})

test.runIf(process.env.TEST_ALL)(`the demo on ${WANTED} real recordings`, { timeout: 600_000 }, async () => {
  const files = existsSync(RECORDINGS) ? readdirSync(RECORDINGS).filter((name) => name.endsWith('.flac')) : []
  if (files.length === 0) console.log('The recordings in ../shared/samples are not there; nothing was tried')
  const step = Math.max(1, Math.floor(files.length / WANTED))
  for (const name of files.filter((_, at) => at % step === 0).slice(0, WANTED)) {
    const { code, stdout } = await runCli(['demo', join(RECORDINGS, name), '--json'])
    expect(JSON.parse(stdout).ok, name).toBe(true)
    expect(code, name).toBe(0)
  }
})
