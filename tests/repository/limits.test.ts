import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Rows of the tables of a document, as cells without the code marks. */
const rowsOf = (path: string): string[][] => rowsIn(read(path))

const rowsIn = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line.split(' | ').map((cell) =>
        cell
          .replace(/^\| | \|$/g, '')
          .replaceAll('`', '')
          .trim(),
      ),
    )

const limits = rowsOf('docs/limits.md').filter(
  (cells) => cells.length === 6 && cells[5] !== 'test' && !/^-+$/.test(cells[0]),
)

test('docs/limits.md has rows', () => {
  expect(limits.length).toBeGreaterThan(40)
})

test.each(limits.map((cells) => [cells[0], cells] as const))('%s: its test is there and names it', (_, cells) => {
  const [, bound, , , name, path] = cells
  expect(bound).not.toBe('')
  expect(existsSync(join(ROOT, path)), path).toBe(true)
  expect(read(path)).toContain(name)
})

test('every place that docs/limits.md names is there', () => {
  const places = limits.map(([, , , where]) => where).filter((where) => where.includes('/'))
  expect(places.filter((where) => !existsSync(join(ROOT, 'packages', where)))).toEqual([])
})

test('every limit of RPC is proven by the test of its name', () => {
  const tests = read('packages/rpc/src/server/limits.test.ts')
  const names = rowsOf('packages/rpc/LIMITS.md')
    .map(([name]) => name)
    .filter((name) => /^[a-z]+[A-Z]/.test(name))
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !tests.includes(name))).toEqual([])
})

test('docs/security.md: every threat has a defence, and tests that exist', () => {
  const threats = rowsIn(read('docs/security.md').split('\n## ')[1]).filter(
    (cells) => cells.length === 3 && cells[2] !== 'test' && !/^-+$/.test(cells[0]),
  )
  expect(threats.length).toBeGreaterThan(15)
  for (const [attack, defence, tests] of threats) {
    expect(defence, attack).not.toBe('')
    const paths = tests.split(', ')
    expect(
      paths.filter((path) => !existsSync(join(ROOT, path))),
      attack,
    ).toEqual([])
  }
})
