import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compressFiles } from '../../scripts/app/compressFiles.ts'
import { hashSources } from '../../scripts/app/hashSources.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'echochain-app-'))
})
afterEach(() => rm(root, { recursive: true }))

const put = async (path: string, text: string | Uint8Array): Promise<void> => {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), text)
}

test('whatever the app is made of decides on whether it is built again, and nothing else', async () => {
  await put('package-lock.json', '{}')
  await put('packages/app/src/main.tsx', 'one')
  await put('packages/app/public/icon.svg', '<svg/>')
  await put('packages/app/index.html', '<html>')
  await put('packages/sdk/src/index.ts', 'export {}')
  const first = hashSources(root)
  expect(first).toMatch(/^[0-9a-f]{64}$/)

  for (const path of ['packages/app/src/main.test.tsx', 'packages/sdk/src/a.test.ts', 'packages/rpc/src/index.ts'])
    await put(path, 'does not go into the page')
  await put('packages/app/dist/index.html', 'what came of it')
  expect(hashSources(root)).toBe(first)

  let last = first
  for (const [path, text] of [
    ['packages/app/src/main.tsx', 'two'],
    ['packages/app/src/new.ts', ''],
    ['packages/app/public/icon.svg', '<svg />'],
    ['packages/app/index.html', '<html lang="en">'],
    ['packages/app/vite.config.ts', 'export default {}'],
    ['packages/codec/src/index.ts', 'export {}'],
    ['package-lock.json', '{ }'],
  ]) {
    await put(path, text)
    const next = hashSources(root)
    expect(next, path).not.toBe(last)
    last = next
  }
  await rm(join(root, 'packages/app/src/new.ts'))
  expect(hashSources(root)).not.toBe(last)
})

test('a file that moved counts as another', async () => {
  await put('package-lock.json', '{}')
  await put('packages/app/src/a.ts', 'export {}')
  const before = hashSources(root)
  await cp(join(root, 'packages/app/src/a.ts'), join(root, 'packages/app/src/b.ts'))
  await rm(join(root, 'packages/app/src/a.ts'))
  expect(hashSources(root)).not.toBe(before)
})

test('what can be made smaller for the wire is, beforehand', async () => {
  const script = 'export const echo = 1\n'.repeat(100)
  await put('assets/main.js', script)
  await put('assets/short.js', 'export {}')
  await put('assets/sound.woff2', new Uint8Array(5_000))
  await compressFiles(root)
  expect((await readdir(join(root, 'assets'))).sort()).toEqual([
    'main.js',
    'main.js.br',
    'main.js.gz',
    'short.js',
    'sound.woff2',
  ])
  const read = (name: string) => readFile(join(root, 'assets', name))
  expect(brotliDecompressSync(await read('main.js.br')).toString()).toBe(script)
  expect(gunzipSync(await read('main.js.gz')).toString()).toBe(script)
})
