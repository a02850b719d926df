import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')
export const PACKAGES = join(ROOT, 'packages')

/** A file for each condition, such as `node` and `default`. */
export type Conditions = Readonly<Record<string, string>>

/** What is read of a package.json. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly license: string
  readonly imports?: Readonly<Record<string, Conditions>>
  readonly exports: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

/** A package that others can install. */
export interface PublishedPackage {
  readonly name: string
  /** Packages that are not published by themselves, and travel inside this one as far as it uses them. */
  readonly inside: readonly string[]
  /** Files under `src` that are loaded by name rather than imported: worker threads. */
  readonly alsoLoaded: readonly string[]
}

export const PUBLISHED: readonly PublishedPackage[] = [
  { name: 'codec', inside: [], alsoLoaded: [] },
  { name: 'crypto', inside: [], alsoLoaded: ['node/verifyWorker.ts'] },
  { name: 'sdk', inside: ['state', 'frame', 'runtime', 'content'], alsoLoaded: [] },
]

/** npm names of packages begin with it. */
export const SCOPE = '@echochain/'

export const readManifest = (name: string): Manifest =>
  JSON.parse(readFileSync(join(PACKAGES, name, 'package.json'), 'utf8'))

/**
 * Where a file lies in the published package, under `dist`. `path` is below the source package's `src`; what travels
 * inside has a folder of its own. TypeScript becomes JavaScript.
 */
export function publishedPath(published: PublishedPackage, packageName: string, path: string): string {
  const compiled = path.replace(/(?<!\.d)\.ts$/, '.js')
  return packageName === published.name ? compiled : join('inside', packageName, compiled)
}
