// Compiles assembly/ to src/hash/hashes.wasm.ts. Run it after a change there: node packages/codec/scripts/buildHashes.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { unrollBlake2bCompress, unrollSha256Compress } from './unrollCompressions.mjs'

const assembly = fileURLToPath(new URL('../assembly/', import.meta.url))
const GENERATED = new Map([
  ['blake2bCompress.ts', unrollBlake2bCompress()],
  ['sha256Compress.ts', unrollSha256Compress()],
])

// -O1: Binaryen's higher levels merge local variables, after which V8 needs a tenth longer for a block of BLAKE2b.
const OPTIONS = '--outFile hashes.wasm -O1 --noAssert --runtime stub --importMemory --use abort='.split(' ')

function readSource(name) {
  if (GENERATED.has(name)) return GENERATED.get(name)
  try {
    return readFileSync(join(assembly, name), 'utf8')
  } catch {
    return null
  }
}

/** The text of hashes.wasm.ts. */
export async function buildHashes() {
  let wasm
  const { error, stderr } = await asc.main(['index.ts', ...OPTIONS], {
    readFile: readSource,
    writeFile: (_, contents) => (wasm = contents),
    listFiles: () => [],
  })
  if (error) throw new Error(`asc: ${error.message}\n${stderr}`)
  return `// Made by scripts/buildHashes.mjs from assembly/; do not edit.\nexport const HASHES_WASM =\n  '${Buffer.from(wasm).toString('base64')}'\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('../src/hash/hashes.wasm.ts', import.meta.url), await buildHashes())
