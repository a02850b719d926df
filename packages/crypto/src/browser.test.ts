import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { keypairFromUri } from './account/keypairFromUri.ts'
import { verifySignature } from './verify/verifySignature.ts'

test('bundled for a page, the package needs nothing of Node and does the same', { timeout: 60_000 }, async () => {
  const entry = new URL('./index.ts', import.meta.url).pathname
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    metafile: true,
  })
  expect(Object.keys(metafile.inputs).filter((file) => file.endsWith('.node.ts'))).toEqual([])
  const page: typeof import('./index.ts') = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  )
  expect(page.cryptoBackend()).toBe('portable')
  for (const scheme of ['ed25519', 'sr25519', 'ecdsa'] as const) {
    const [there, here] = [page.keypairFromUri('//Alice//1', scheme), keypairFromUri('//Alice//1', scheme)]
    const message = new Uint8Array(20)
    expect(there.account).toBe(here.account)
    expect(verifySignature(there.sign(message), message, here.account)).toBe(true)
    expect(page.verifySignature(here.sign(message), message, there.account)).toBe(true)
  }
})
