import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@echochain/codec'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPages } from './checkPages.ts'
import { LmdbStore } from './LmdbStore.ts'

const PAGE_BYTES = 4096
const BRANCH = 1
const LEAF = 2
const OVERFLOW = 4

let whole: Buffer
let directory: string

/** Two tables with branches, leaves, values on pages of their own, and free pages. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'echochain-pages-'))
  const store = await LmdbStore.open(directory)
  const entry = (table: string, i: number, size: number) => ({
    table,
    key: utf8(`key ${String(i).padStart(6, '0')}`),
    value: new Uint8Array(size).fill(i),
  })
  for (let round = 0; round < 4; round++)
    await store.write([
      ...Array.from({ length: 600 }, (_, i) => entry('small', i * (round + 1), 40 + round)),
      ...Array.from({ length: 20 }, (_, i) => entry('large', i, 5_000 + 3_000 * round)),
    ])
  await store.close()
  whole = readFileSync(join(directory, 'data.mdb'))
})

afterAll(() => rmSync(directory, { recursive: true }))

const damagesOf = (bytes: Uint8Array): string[] => {
  const file = join(directory, 'damaged.mdb')
  writeFileSync(file, bytes)
  return checkPages(file).map(({ message }) => message)
}

/** Numbers of the pages of a kind that are in use: found by zeroing each. */
function pagesInUse(kind: number): number[] {
  const pages = Array.from({ length: whole.length / PAGE_BYTES - 2 }, (_, i) => i + 2)
  return pages.filter((page) => {
    if (whole.readUInt16LE(page * PAGE_BYTES + 18) !== kind) return false
    const damaged = Buffer.from(whole)
    damaged.fill(0, page * PAGE_BYTES, page * PAGE_BYTES + 24)
    return damagesOf(damaged).length > 0
  })
}

test('nothing is wrong with a database as LMDB writes it', () => {
  expect(damagesOf(whole)).toEqual([])
})

test('a zeroed page is named, with the table it is in', () => {
  for (const kind of [BRANCH, LEAF, OVERFLOW]) {
    const pages = pagesInUse(kind)
    expect(pages.length, `pages of kind ${kind}`).toBeGreaterThan(0)
    for (const page of pages) {
      const damaged = Buffer.from(whole)
      damaged.fill(0, page * PAGE_BYTES, (page + 1) * PAGE_BYTES)
      const damages = damagesOf(damaged)
      expect(damages.length).toBeGreaterThan(0)
      expect(damages[0]).toMatch(new RegExp(`^Page ${page}, in (the table "(small|large)"|the list of \\w+( \\w+)?),`))
    }
  }
})

test('any flipped bit in the header or in the directory of a page in use is found', () => {
  const pages = [...pagesInUse(BRANCH), ...pagesInUse(LEAF)]
  const directoryBytes = (page: number) => whole.readUInt16LE(page * PAGE_BYTES + 20)
  const places = pages.flatMap((page) =>
    [
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      18,
      19,
      20,
      21,
      22,
      23,
      ...Array.from({ length: directoryBytes(page) }, (_, i) => 24 + i),
    ].map((at) => page * PAGE_BYTES + at),
  )
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.nat(7), (at, bit) => {
      const damaged = Buffer.from(whole)
      damaged[at] ^= 1 << bit
      expect(damagesOf(damaged), `bit ${bit} of byte ${at}`).not.toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('a file cut off anywhere within what is in use is damaged', () => {
  const last = Math.max(...[BRANCH, LEAF, OVERFLOW].flatMap(pagesInUse))
  for (const length of [last * PAGE_BYTES, Math.floor(whole.length / 2), 3 * PAGE_BYTES])
    expect(damagesOf(whole.subarray(0, length))[0]).toMatch(/is not in the file/)
})

test('whatever the file holds, the walk ends, and what it finds is a StateError or a list', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 50 }),
      (writes) => {
        const damaged = Buffer.from(whole)
        for (const [at, byte] of writes) damaged[at] = byte
        try {
          expect(Array.isArray(damagesOf(damaged))).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ code: 'DAMAGED' })
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('any flipped bit in the list of free pages that makes another list of it is found', () => {
  const meta = whole.readBigUInt64LE(152) > whole.readBigUInt64LE(PAGE_BYTES + 152) ? 0 : PAGE_BYTES
  const page = Number(whole.readBigUInt64LE(meta + 88)) * PAGE_BYTES
  const nodes = Array.from(
    { length: whole.readUInt16LE(page + 20) / 2 },
    (_, i) => page + 24 + whole.readUInt16LE(page + 24 + 2 * i),
  )
  const lists = nodes.filter((node) => whole.readUInt16LE(node + 4) === 0)
  const numbers = lists.flatMap((node) =>
    Array.from({ length: Number(whole.readBigUInt64LE(node + 16)) }, (_, i) => node + 24 + 8 * i),
  )
  expect(numbers.length).toBeGreaterThan(10)
  const last = whole.length / PAGE_BYTES - 1
  for (const at of numbers)
    for (const bit of [10, 20, 31, 40, 52, 53, 60, 62]) {
      const damaged = Buffer.from(whole)
      damaged[at + (bit >> 3)] ^= 1 << (bit & 7)
      const number = damaged.readBigInt64LE(at)
      if (number > BigInt(last)) expect(damagesOf(damaged), `bit ${bit} of ${number}`).not.toEqual([])
    }
})

test('a database of which either start is damaged is none', () => {
  for (const meta of [0, PAGE_BYTES])
    for (const at of [24, 28, 48, 50, 52, 53]) {
      const damaged = Buffer.from(whole)
      damaged[meta + at] ^= 2
      expect(() => damagesOf(damaged), `byte ${at} of ${meta}`).toThrow(/is no database, or its start is damaged/)
    }
})
