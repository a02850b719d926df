import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'

// The rules of docs/architecture.md, read from the imports: a package imports only packages above it, and what is
// browser-safe imports nothing that is not.

const PACKAGES = join(import.meta.dirname, '../../packages')

/** From the top of the table down. */
const ORDER = [
  'codec',
  'crypto',
  'doors',
  'state',
  'frame',
  'runtime',
  'consensus',
  'content',
  'rpc',
  'sdk',
  'app',
  'market',
  'node',
]

/** Packages, or folders of them, that run in a browser; and within those the folders and files that do not. */
const BROWSER_SAFE = ['codec', 'crypto', 'state', 'frame', 'runtime', 'content', 'sdk', 'app']
const NODE_ONLY = [/\/src\/node\//, /\/src\/lmdb\//, /\.node\.ts$/, /\/src\/test(ing)?\//, /\/testVectors\.ts$/]
const NODE_ENTRIES = ['@echochain/crypto/node', '@echochain/state/lmdb', '@echochain/content/node', '@echochain/doors']

interface SourceFile {
  readonly path: string
  readonly packageName: string
  readonly imports: readonly string[]
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|(?:^|[^.\w])import\s*\(\s*'([^']+)'|(?:^|\n)import\s+'([^']+)'/g

function sources(packageName: string): SourceFile[] {
  const root = join(PACKAGES, packageName, 'src')
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const imports = [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3])
      return { path: `/${packageName}/src/${path}`, packageName, imports }
    })
}

const packages = readdirSync(PACKAGES)

test('every package has its place in the order', () => {
  expect([...packages].sort()).toEqual([...ORDER].sort())
})

test.each(packages)('%s imports only packages above it', (packageName) => {
  const allowed = ORDER.slice(0, ORDER.indexOf(packageName) + 1)
  const wrong = sources(packageName).flatMap(({ path, imports }) =>
    imports
      .filter((name) => name.startsWith('@echochain/') && !allowed.includes(name.split('/')[1]))
      .map((name) => `${path} imports ${name}`),
  )
  expect(wrong).toEqual([])
})

test.each(packages)('%s declares every package it imports, with an exact version', (packageName) => {
  const manifest = JSON.parse(readFileSync(join(PACKAGES, packageName, 'package.json'), 'utf8'))
  const dependencies: Record<string, string> = manifest.dependencies ?? {}
  const inexact = Object.entries(dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
  expect(inexact).toEqual([])
  const wrong = sources(packageName)
    .filter(({ path }) => !/\/src\/test(ing)?\//.test(path) && !path.endsWith('Suite.ts'))
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => !/^(\.|#|node:)/.test(name))
        .map((name) =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        )
        .filter((name) => name !== `@echochain/${packageName}` && !(name in dependencies))
        .map((name) => `${path} imports ${name}`),
    )
  expect(wrong).toEqual([])
})

test.each(BROWSER_SAFE)('%s is browser-safe outside its node folders', (packageName) => {
  const wrong = sources(packageName)
    .filter(({ path }) => !NODE_ONLY.some((pattern) => pattern.test(path)))
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('node:') || NODE_ENTRIES.includes(name))
        .map((name) => `${path} imports ${name}`),
    )
  expect(wrong).toEqual([])
})

test('source files keep to 400 lines', () => {
  const long = packages
    .flatMap(sources)
    .map(({ path }) => [path, readFileSync(join(PACKAGES, path), 'utf8').split('\n').length] as const)
    .filter(([path, lines]) => lines > 400 && !path.endsWith('.wasm.ts'))
  expect(long).toEqual([])
})

test('there is no folder for leftovers', () => {
  const leftovers = packages
    .flatMap(sources)
    .filter(({ path }) => /\/(util|utils|helpers|common|misc|types)\//.test(path))
    .map(({ path }) => path)
  expect(leftovers).toEqual([])
})

test('a page of the app is used by itself and by the router alone', () => {
  const pageOf = (path: string): string | undefined => /^\/app\/src\/pages\/([^/]+)\//.exec(path)?.[1]
  const wrong = sources('app')
    .filter(({ path }) => path !== '/app/src/router.tsx')
    .flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('.'))
        .map((name) => ({ name, page: pageOf(posix.join(posix.dirname(path), name)) }))
        .filter(({ page }) => page !== undefined && page !== pageOf(path))
        .map(({ name }) => `${path} imports ${name}`),
    )
  expect(wrong).toEqual([])
})
