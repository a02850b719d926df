import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Bytes of a built app, compressed with gzip. */
export interface BundleSize {
  /** All that a browser loads to show the first page, its list of samples included. */
  readonly initialScripts: number
  readonly initialStyles: number
  readonly allScripts: number
}

export function measureBundle(dist: string): BundleSize {
  const read = (path: string): string => readFileSync(join(dist, path), 'utf8')
  const all = readdirSync(join(dist, 'assets')).map((name) => `assets/${name}`)
  const named = [...read('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path)
  const firstPage = all.filter((path) => /^assets\/BrowsePage-.*\.(js|css)$/.test(path))
  const initial = withImports([...named, ...firstPage], read)
  const sizeOf = (paths: readonly string[], ending: string): number =>
    paths
      .filter((path) => path.endsWith(ending))
      .reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0)
  return {
    initialScripts: sizeOf(initial, '.js'),
    initialStyles: sizeOf(initial, '.css'),
    allScripts: sizeOf(all, '.js'),
  }
}

/** These files and whatever they import at once; what is imported when it is needed is not among it. */
function withImports(paths: readonly string[], read: (path: string) => string): string[] {
  const found = new Set(paths)
  for (const path of found)
    if (path.endsWith('.js'))
      for (const [, name] of read(path).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) found.add(`assets/${name}`)
  return [...found]
}
