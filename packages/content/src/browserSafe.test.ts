import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { describeContent } from './ContentHasher.ts'
import type * as Content from './index.ts'
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
