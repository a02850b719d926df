import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('hashes.wasm.ts is what assembly/ compiles to', async () => {
  const { buildHashes } = await import(new URL('../../scripts/buildHashes.mjs', import.meta.url).href)
  expect(await buildHashes()).toBe(readFileSync(new URL('./hashes.wasm.ts', import.meta.url), 'utf8'))
})
