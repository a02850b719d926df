import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { fromHex, toHex } from './bytes/hex.ts'
import * as here from './index.ts'

test('bundled for a browser: nothing of Node, and the same results', async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./index.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
  })
  const [{ text }] = outputFiles
  expect(text).not.toMatch(/node:|\bBuffer\b|\bprocess\b|\brequire\b/)

  const there: typeof here = await import(`data:text/javascript,${encodeURIComponent(text)}`)
  expect(Object.keys(there).sort()).toEqual(Object.keys(here).sort())
  const account = fromHex('0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d')
  expect(toHex(there.blake2b256(account))).toBe(toHex(here.blake2b256(account)))
  expect(toHex(there.twox128(account))).toBe(toHex(here.twox128(account)))
  expect(toHex(there.merkleLeaf(account))).toBe(toHex(here.merkleLeaf(account)))
  expect(there.sha256(new Uint8Array(100_000))).toEqual(here.sha256(new Uint8Array(100_000)))
  expect(there.ss58Encode(there.decode(there.AccountId, account))).toBe(
    '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  )
})
