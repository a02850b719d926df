import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { AppFiles } from './AppFiles.ts'

test('MAX_BYTES: a folder of more than 64 MiB is no app, and is not read into memory', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'market-app-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  await writeFile(join(directory, 'index.html'), '<p>')
  expect(await AppFiles.load(directory)).toBeDefined()
  await writeFile(join(directory, 'large'), '')
  await truncate(join(directory, 'large'), 64 * 1024 * 1024)
  await expect(AppFiles.load(directory)).rejects.toThrow(RangeError)
})
