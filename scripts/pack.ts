// Makes the published form of codec, crypto and sdk: a folder and a tarball of each in dist/, or in the folder named.
// Usage: npm run pack [-- FOLDER]
import { execFile } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { emitPackage } from './pack/emitPackage.ts'
import { PACKAGES, PUBLISHED, type PublishedPackage, ROOT } from './pack/publishedPackages.ts'
import { publishedManifest } from './pack/publishedManifest.ts'

const run = promisify(execFile)
const out = resolve(process.argv[2] ?? join(ROOT, 'dist'))

/** Returns a line that says what was made. */
async function pack(published: PublishedPackage): Promise<string> {
  const folder = join(out, published.name)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const imported = await emitPackage(published, join(folder, 'dist'))
  const manifest = publishedManifest(published, imported)
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
  await cp(join(PACKAGES, published.name, 'README.md'), join(folder, 'README.md'))
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', out], { cwd: folder })
  const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(stdout)
  const path = relative(process.cwd(), join(out, filename))
  return `${path}: ${entryCount} files, ${kilobytes(size)}, unpacked ${kilobytes(unpackedSize)}`
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`

for (const line of await Promise.all(PUBLISHED.map(pack))) console.log(line)
