import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const readJson = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

interface LockedPackage {
  readonly version?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
}

const root = readJson('package.json')
const manifests = [
  'package.json',
  ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}/package.json`),
]
const locked = Object.entries<LockedPackage>(readJson('package-lock.json').packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && !link,
)

test.each(manifests)('%s names every dependency by one exact version', (path) => {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = readJson(path)
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies })
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))).toEqual([])
})

test('every package in the lock file is fixed by the SHA-512 of its content', () => {
  expect(locked.length).toBeGreaterThan(100)
  expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([])
})

test('no install script of a dependency is run: those there are, are denied by name', () => {
  const names = locked
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
  expect(Object.fromEntries([...new Set(names)].sort().map((name) => [name, false]))).toEqual(root.allowScripts)
})
