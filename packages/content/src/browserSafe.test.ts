import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { describeContent } from './ContentHasher.ts'
import type * as Content from './index.ts'
import { createRunningSha256 as portableSha256 } from './runningSha256.portable.ts'
import { createRunningSha256 } from './runningSha256.ts'
import { patternBytes } from './testing/patternBytes.ts'

test('the package bundles for a browser, without Node, and computes the same there', async () => {
  // A platform of browsers makes esbuild fail on any import of a node: module.
  const { outputFiles } = await build({
    entryPoints: [new URL('./index.ts', import.meta.url).pathname],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  const text = outputFiles[0].text
  expect(text).not.toMatch(/\bBuffer\b|\bprocess\./)
  const content: typeof Content = await import(
    `data:text/javascript;base64,${btoa(text.replaceAll(/[^\0-\x7f]/g, '?'))}`
  )
  for (const size of [0, 1, 1025, 1_048_576, 1_500_000])
    expect(content.describeContent(patternBytes(size)), `size ${size}`).toEqual(describeContent(patternBytes(size)))
})

test('the running SHA-256 of Node and the portable one agree (FIPS 180-4)', () => {
  for (const sizes of [[], [0], [1, 63, 64], [1000, 0, 5000]]) {
    const [node, portable] = [createRunningSha256(), portableSha256()]
    for (const hash of [node, portable]) for (const size of sizes) hash.update(patternBytes(size))
    expect(node.digest()).toEqual(portable.digest())
  }
})
