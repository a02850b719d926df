import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The app, and the packages that travel in it. */
const PACKAGES = ['app', 'codec', 'crypto', 'state', 'frame', 'runtime', 'content', 'sdk']
/** What of a package decides on what is built. */
const PARTS = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json']

/** Names exactly what the app is built from: its sources, and the versions of what it depends on. */
export function hashSources(root: string): string {
  const hash = createHash('sha256')
  const add = (path: string) => {
    const bytes = readFileSync(path)
    hash.update(`${relative(root, path)} ${bytes.length}\n`).update(bytes)
  }
  add(join(root, 'package-lock.json'))
  for (const name of PACKAGES)
    for (const part of PARTS)
      filesOf(join(root, 'packages', name, part))
        .filter(isBuilt)
        .forEach(add)
  return hash.digest('hex')
}

const isBuilt = (path: string): boolean => !/\.test\.tsx?$/.test(path)

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
