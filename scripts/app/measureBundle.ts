import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Bytes of a built app, compressed with gzip. */
export interface BundleSize {
  /** What a browser must load before it can draw the first page. */
  readonly initialScripts: number
  readonly initialStyles: number
  readonly allScripts: number
}

export function measureBundle(dist: string): BundleSize {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const initial = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path)
  const all = readdirSync(join(dist, 'assets')).map((name) => `assets/${name}`)
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
