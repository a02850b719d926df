import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const COMPRESSIBLE = /\.(css|html|js|json|svg|txt|wasm|webmanifest)$/
/** Smaller ones fit a packet anyway. */
const MIN_BYTES = 1_024
/** Level 11 takes five times as long for 3 % less. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_LGWIN]: 22 } }

/** Puts `x.br` and `x.gz` beside every file of a folder that becomes smaller by it: the server only picks. */
export async function compressFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  await Promise.all(paths.filter((path) => COMPRESSIBLE.test(path)).map(compressFile))
}

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path)
  if (bytes.length < MIN_BYTES) return
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, BROTLI))
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
}
