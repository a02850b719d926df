// Walks the trees of an LMDB file page by page without LMDB, which trusts its file: reading a damaged page through it
// may end the process. The layout is that of LMDB's mdb.c (structs MDB_page, MDB_node, MDB_ovpage), data version 2, on
// 64-bit little-endian machines.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { compareBytes } from '@echochain/codec'
import {
  type DatabaseMeta,
  INTEGER_KEYS,
  readDatabaseMeta,
  readTreeRecord,
  TREE_RECORD_BYTES,
  type TreeRecord,
} from './databaseMeta.ts'

/** Something wrong in the structure of a database file. */
export interface PageDamage {
  readonly code: 'PAGE_DAMAGED'
  readonly message: string
}

/** Damages listed at most: behind so many, the database as a whole is to be replaced. */
const MAX_LISTED = 20

const HEADER_BYTES = 24
const NODE_BYTES = 8
const OVERFLOW_RECORD_BYTES = 24
const NO_PAGE = 0xffff_ffff_ffff_ffffn
const MAX_DEPTH = 32
const BRANCH = 1
const LEAF = 2
const OVERFLOW = 4
/** Flags of an entry: its value lies on pages of its own, or is the record of another tree. */
const BIG = 1
const TREE = 2
/** Pages at the end of a file that may be missing without being listed as free: LMDB loses count of a few at times. */
const MAX_LOST_PAGES = 1_024

interface Tree extends TreeRecord {
  readonly name: string
  readonly holds: 'free pages' | 'tables' | 'values'
}

interface Page {
  readonly number: number
  readonly bytes: Uint8Array
  readonly view: DataView
  /** Where its entries lie. */
  readonly entries: readonly number[]
}

class PageError extends Error {}

/**
 * What is wrong in the structure of a database file: pages that are not what the tree above says, lie outside the file
 * or in two places at once, entries out of bounds, out of order or missing. What values say is not looked at.
 * Throws {@link StateError} DAMAGED if the file is no database at all.
 */
export function checkPages(file: string): PageDamage[] {
  const descriptor = openSync(file, 'r')
  try {
    return new PageWalk(descriptor, readDatabaseMeta(descriptor, file)).run()
  } finally {
    closeSync(descriptor)
  }
}

class PageWalk {
  readonly #descriptor: number
  readonly #meta: DatabaseMeta
  readonly #pagesInFile: number
  readonly #used = new Set<number>()
  readonly #freed: Uint8Array[] = []
  readonly #damages: PageDamage[] = []

  constructor(descriptor: number, meta: DatabaseMeta) {
    this.#descriptor = descriptor
    this.#meta = meta
    this.#pagesInFile = Math.floor(fstatSync(descriptor).size / meta.pageBytes)
  }

  run(): PageDamage[] {
    this.#walkTree({ ...this.#meta.free, pad: 0, name: 'the list of free pages', holds: 'free pages' })
    this.#walkTree({ ...this.#meta.main, name: 'the list of tables', holds: 'tables' })
    if (this.#damages.length > 0) return this.#damages
    const missing = this.#freed.map((list) => this.#attempt(() => this.#checkFreed(list)) ?? 0)
    const unlisted = this.#meta.lastPage + 1 - this.#pagesInFile - missing.reduce((sum, count) => sum + count, 0)
    if (this.#damages.length === 0 && unlisted > MAX_LOST_PAGES)
      this.#attempt(() => {
        throw new PageError(`${unlisted} pages at the end of the file are missing`)
      })
    return this.#damages
  }

  /** Runs a part of the walk; what is wrong is noted, and the rest goes on. */
  #attempt<T>(walk: () => T): T | undefined {
    try {
      return walk()
    } catch (error) {
      if (!(error instanceof PageError || error instanceof RangeError)) throw error
      if (this.#damages.length < MAX_LISTED) this.#damages.push({ code: 'PAGE_DAMAGED', message: error.message })
      return undefined
    }
  }

  #walkTree(tree: Tree): void {
    const { name, holds, root, depth, entries, flags, pad } = tree
    this.#attempt(() => {
      const knownFlags = holds === 'free pages' ? INTEGER_KEYS : 0
      if (depth > MAX_DEPTH || pad !== 0 || flags !== knownFlags)
        throw new PageError(`The record of ${name} says what it cannot: depth ${depth}, flags ${flags}`)
      const found = root === NO_PAGE ? 0 : this.#walkPage(tree, Number(root), 1, undefined, undefined)
      if (found !== undefined && BigInt(found) !== entries)
        throw new PageError(`There are ${found} entries in ${name}, which says that it has ${entries}`)
    })
  }

  /** Entries in and below a page, whose keys lie between `from` and `to`; undefined where something is damaged. */
  #walkPage(tree: Tree, number: number, level: number, from?: Uint8Array, to?: Uint8Array): number | undefined {
    const isLeaf = level === tree.depth
    const page = this.#readPage(number, isLeaf ? LEAF : BRANCH, tree.name)
    // The first key of a branch stands for all that are lower than the second.
    const keys = page.entries.map((at, index) => (index === 0 && !isLeaf ? from : keyAt(page, at)))
    if ((tree.flags & INTEGER_KEYS) === 0) checkOrder(page, tree.name, [...keys, to], from)
    if (isLeaf) {
      if (tree.holds === 'tables' && keys.some((key) => key?.at(-1) !== 0))
        throw new PageError(`On page ${number}, in ${tree.name}, there is a name that is none`)
      for (const at of page.entries) this.#walkValue(tree, page, at)
      return page.entries.length
    }
    let sum: number | undefined = 0
    for (const [index, at] of page.entries.entries()) {
      const child = page.view.getUint32(at, true) + page.view.getUint16(at + 4, true) * 2 ** 32
      const below = this.#attempt(() => this.#walkPage(tree, child, level + 1, keys[index], keys[index + 1] ?? to))
      sum = below === undefined || sum === undefined ? undefined : sum + below
    }
    return sum
  }

  #walkValue(tree: Tree, page: Page, at: number): void {
    const { view, bytes } = page
    const size = view.getUint32(at, true)
    const flags = view.getUint16(at + 4, true)
    const start = at + NODE_BYTES + view.getUint16(at + 6, true)
    const end = start + ((flags & BIG) === 0 ? size : OVERFLOW_RECORD_BYTES)
    if (end > bytes.length || (flags !== 0 && flags !== BIG && flags !== TREE))
      throw new PageError(`On page ${page.number}, in ${tree.name}, there is an entry out of bounds`)
    if (flags === BIG) this.#walkOverflow(tree, Number(view.getBigUint64(start, true)), size)
    if ((flags === TREE) !== (tree.holds === 'tables') || (flags === TREE && size !== TREE_RECORD_BYTES))
      throw new PageError(`On page ${page.number}, in ${tree.name}, there is an entry of another kind`)
    if (flags === TREE)
      this.#walkTree({ ...readTreeRecord(view, start), name: `the table "${nameAt(page, at)}"`, holds: 'values' })
    if (flags === 0 && tree.holds === 'free pages') this.#freed.push(bytes.subarray(start, end))
  }

  /** Pages in a row that hold one large value. */
  #walkOverflow(tree: Tree, first: number, size: number): void {
    const count = Math.floor((HEADER_BYTES - 1 + size) / this.#meta.pageBytes) + 1
    const { view } = this.#readPage(first, OVERFLOW, tree.name)
    if (view.getUint32(20, true) !== count)
      throw new PageError(`Page ${first}, in ${tree.name}, is not the start of a value of ${size} bytes`)
    for (let number = first + 1; number < first + count; number++) this.#use(number, tree.name)
    if (tree.holds !== 'free pages') return
    const list = new Uint8Array(size)
    readSync(this.#descriptor, list, 0, size, first * this.#meta.pageBytes + HEADER_BYTES)
    this.#freed.push(list)
  }

  #use(number: number, name: string): void {
    if (number < 2 || number > this.#meta.lastPage || number >= this.#pagesInFile)
      throw new PageError(
        `Page ${number}, in ${name}, is not in the file, which ends with page ${this.#pagesInFile - 1}`,
      )
    if (this.#used.has(number)) throw new PageError(`Page ${number}, in ${name}, is in another place as well`)
    this.#used.add(number)
  }

  #readPage(number: number, kind: number, name: string): Page {
    this.#use(number, name)
    const { pageBytes } = this.#meta
    const bytes = new Uint8Array(pageBytes)
    readSync(this.#descriptor, bytes, 0, pageBytes, number * pageBytes)
    const view = new DataView(bytes.buffer)
    if (view.getBigUint64(0, true) !== BigInt(number) || view.getUint16(18, true) !== kind)
      throw new PageError(`Page ${number}, in ${name}, is another kind of page than it should be`)
    const entries = kind === OVERFLOW ? [] : entriesOf(view)
    if (entries === undefined) throw new PageError(`Page ${number}, in ${name}, has entries out of bounds`)
    return { number, bytes, view, entries }
  }

  /**
   * A page that is in use must not be taken for free: the next transaction would write over it. Returns how many of a
   * list lie behind the end of the file.
   */
  #checkFreed(list: Uint8Array): number {
    const view = new DataView(list.buffer, list.byteOffset, list.length)
    const count = Number(view.getBigUint64(0, true))
    let run = 1
    let missing = 0
    for (let at = 1; at <= count; at++) {
      const number = Number(view.getBigInt64(8 * at, true))
      if (number < 0) run = -number // how many pages in a row begin with the next number
      if (number <= 0) continue
      const last = number + run - 1
      // Before anything is counted: numbers beyond 2^53 do not go up by one.
      if (last > this.#meta.lastPage) throw new PageError(`Page ${last} is listed as free, but is not in the file`)
      for (let page = number; page <= last; page++) {
        if (this.#used.has(page)) throw new PageError(`Page ${page} is listed as free, but is in use`)
        if (page >= this.#pagesInFile) missing++
      }
      run = 1
    }
    return missing
  }
}

/** Where the entries of a branch or leaf lie; undefined if one of them does not lie in the page. */
function entriesOf(view: DataView): number[] | undefined {
  const lower = view.getUint16(20, true)
  const upper = view.getUint16(22, true)
  if (lower % 2 !== 0 || lower > upper || HEADER_BYTES + upper > view.byteLength) return undefined
  const entries: number[] = []
  let lowest = Infinity
  for (let index = 0; index < lower / 2; index++) {
    const offset = view.getUint16(HEADER_BYTES + 2 * index, true)
    const at = HEADER_BYTES + offset
    lowest = Math.min(lowest, offset)
    if (at + NODE_BYTES > view.byteLength) return undefined
    if (at + NODE_BYTES + view.getUint16(at + 6, true) > view.byteLength) return undefined
    entries.push(at)
  }
  return lowest === upper ? entries : undefined // free room ends where the entries begin
}

const keyAt = ({ view, bytes }: Page, at: number): Uint8Array =>
  bytes.subarray(at + NODE_BYTES, at + NODE_BYTES + view.getUint16(at + 6, true))

/** Names of tables end with a zero byte. */
const nameAt = (page: Page, at: number): string => new TextDecoder().decode(keyAt(page, at).subarray(0, -1))

/** Each key above the one before and none below `from`; what is not known is passed over. */
function checkOrder(
  { number }: Page,
  name: string,
  keys: readonly (Uint8Array | undefined)[],
  from?: Uint8Array,
): void {
  let before = from
  for (const [index, key] of keys.entries()) {
    if (key === undefined) continue
    const order = before === undefined ? -1 : compareBytes(before, key)
    if (order > 0 || (order === 0 && index > 0))
      throw new PageError(`On page ${number}, in ${name}, entries are out of order`)
    before = key
  }
}
