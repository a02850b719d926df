import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const packages = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`)
const documents = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...packages.map((path) => `${path}/README.md`),
]

test.each(packages)('%s has a README that says what it owns, what not, what it needs and where to begin', (path) => {
  const text = read(`${path}/README.md`)
  for (const part of ['Owns', 'Does not own', 'Depends on', 'Entry points']) expect(text).toContain(part)
})

test.each(documents)('every link of %s leads somewhere', (path) => {
  const targets = [...read(path).matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)].map((match) => match[1])
  const broken = targets.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(path), target)))
  expect(broken).toEqual([])
})

const PATH = /^(packages|tests|docs|bench|scripts|README\.md|\.ci)/

test('where a requirement lives and what proves it exists', () => {
  const rows = read('docs/requirements.md')
    .split('\n')
    .filter((line) => /^\| [A-Z]{2}-\d+ \|/.test(line))
  expect(rows.length).toBeGreaterThan(200)
  const broken = rows.flatMap((row) => {
    const cells = row.split('|').map((cell) => cell.trim())
    const paths = cells
      .slice(5, 7)
      .flatMap((cell) => cell.split(', '))
      .map((part) => part.split(' ')[0])
    return paths
      .filter((path) => PATH.test(path) && !existsSync(join(ROOT, path.replace(/\*.*$/, ''))))
      .map((path) => `${cells[1]}: ${path}`)
  })
  expect(broken).toEqual([])
})

test('a requirement with a place has a proof, and the other way round', () => {
  const half = read('docs/requirements.md')
    .split('\n')
    .filter((line) => /^\| [A-Z]{2}-\d+ \|/.test(line))
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .filter((cells) => (cells[5] === '') !== (cells[6] === ''))
    .map((cells) => cells[1])
  expect(half).toEqual([])
})

test('the two commands stand on the first screen of the README', () => {
  const firstScreen = read('README.md').split('\n').slice(0, 40).join('\n')
  expect(firstScreen).toContain('npm install && npm start')
  expect(firstScreen).toContain('npm install && npm test')
})

test('docs/dependencies.md says why each dependency is there, with the version that is installed', () => {
  const text = read('docs/dependencies.md')
  const manifests = ['.', ...packages].map((path) => JSON.parse(read(`${path}/package.json`)))
  const declared = manifests.flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
    Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies }),
  )
  const missing = declared
    .filter(([name]) => !name.startsWith('@echochain/'))
    .filter(([name, version]) => {
      const row = text.split('\n').find((line) => line.includes(`\`${name}\``))
      return !row || !(row.includes(version) || name.startsWith('@types/'))
    })
    .map(([name, version]) => `${name} ${version}`)
  expect([...new Set(missing)]).toEqual([])
})
