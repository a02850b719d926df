import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadToken } from './tokenFile.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echo-token-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a token is made once, for its owner’s eyes only, and found again', async () => {
  const path = join(folder, 'new')
  const umask = process.umask(0)
  const token = await loadToken(path).finally(() => process.umask(umask))
  expect(token).toMatch(/^[0-9a-f]{64}$/)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await readFile(path, 'utf8')).trim()).toBe(token)
  expect(await loadToken(path)).toBe(token)
  expect(await loadToken(join(folder, 'other'))).not.toBe(token)
})

test('a file that others can read is refused, and the error says what to do', async () => {
  const path = join(folder, 'exposed')
  await loadToken(path)
  await chmod(path, 0o640)
  await expect(loadToken(path)).rejects.toMatchObject({
    code: 'TOKEN_EXPOSED',
    message: expect.stringMatching('chmod'),
  })
})

test('a file with something else in it is refused', async () => {
  const path = join(folder, 'other-content')
  await writeFile(path, 'password', { mode: 0o600 })
  await expect(loadToken(path)).rejects.toMatchObject({ code: 'BAD_TOKEN_FILE' })
})

test('what a process left that ended while it made a token does not matter', async () => {
  const path = join(folder, 'cut-off')
  await writeFile(`${path}.new`, 'half', { mode: 0o644 })
  expect(await loadToken(path)).toMatch(/^[0-9a-f]{64}$/)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})
