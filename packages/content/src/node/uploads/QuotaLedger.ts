import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Cid } from '../../cid/Cid.ts'
import { isMissing, onDisk } from '../store/storeError.ts'
import { syncDirectory } from '../store/syncDirectory.ts'

/** A finished upload, whose bytes count for its account until the content is released. */
export interface LedgerEntry {
  readonly id: string
  readonly account: string
  readonly size: number
  readonly cid: Cid
  /** Milliseconds since 1970. */
  readonly storedAt: number
}

/**
 * Who has how many bytes stored, as a file of one JSON line for each finished upload or release. It only grows, and is
 * written anew when it is opened. Each line begins with its line feed, so that one cut off by a crash or a full disk,
 * which was never acknowledged, spoils no other.
 */
export class QuotaLedger {
  #path: string
  #entries: Map<string, LedgerEntry>
  #idsOf = new Map<Cid, Set<string>>()
  #usedBy = new Map<string, number>()
  #used = 0

  private constructor(path: string, entries: Map<string, LedgerEntry>) {
    this.#path = path
    this.#entries = entries
    for (const entry of entries.values()) this.#count(entry, 1)
  }

  /** Lines of earlier versions do not say when: they count as of `now`. */
  static async open(path: string, now: number): Promise<QuotaLedger> {
    return onDisk(path, async () => {
      const entries = new Map<string, LedgerEntry>()
      for (const line of (await readIfThere(path)).split('\n')) applyLine(entries, line, now)
      const ledger = new QuotaLedger(path, entries)
      await ledger.#rewrite()
      return ledger
    })
  }

  /** Finished uploads. */
  get count(): number {
    return this.#entries.size
  }

  /** Bytes stored for all accounts, or for one. */
  used(account?: string): number {
    return account === undefined ? this.#used : (this.#usedBy.get(account) ?? 0)
  }

  /** Counts an upload, durably; once, however often it is told. */
  async add(entry: LedgerEntry): Promise<void> {
    if (this.#entries.has(entry.id)) return
    await writeLines(this.#path, 'a', [entry])
    this.#entries.set(entry.id, entry)
    this.#count(entry, 1)
  }

  /** Files that nobody has uploaded since `time`. */
  storedBefore(time: number): Cid[] {
    return [...this.#idsOf.keys()].filter((cid) => this.isStoredBefore(cid, time))
  }

  /** Whether a file was uploaded before `time` and not since. */
  isStoredBefore(cid: Cid, time: number): boolean {
    const entries = this.#entriesOf(cid)
    return entries.length > 0 && entries.every(({ storedAt }) => storedAt < time)
  }

  #entriesOf(cid: Cid): LedgerEntry[] {
    return [...(this.#idsOf.get(cid) ?? [])].map((id) => this.#entries.get(id) as LedgerEntry)
  }

  /** Gives back what the uploads of a file were counted for, those before a time or all. */
  async release(cid: Cid, before = Infinity): Promise<void> {
    const released = this.#entriesOf(cid).filter(({ storedAt }) => storedAt < before)
    if (released.length === 0) return
    await writeLines(
      this.#path,
      'a',
      released.map(({ id }) => ({ released: id })),
    )
    for (const entry of released) if (this.#entries.delete(entry.id)) this.#count(entry, -1)
  }

  #count({ id, cid, account, size }: LedgerEntry, sign: 1 | -1): void {
    const ids = this.#idsOf.get(cid) ?? new Set()
    if (sign === 1) this.#idsOf.set(cid, ids.add(id))
    else if (ids.delete(id) && ids.size === 0) this.#idsOf.delete(cid)
    this.#used += sign * size
    const used = this.used(account) + sign * size
    if (used === 0) this.#usedBy.delete(account)
    else this.#usedBy.set(account, used)
  }

  async #rewrite(): Promise<void> {
    await writeLines(`${this.#path}.new`, 'w', [...this.#entries.values()])
    await rename(`${this.#path}.new`, this.#path)
    await syncDirectory(dirname(this.#path))
  }
}

async function writeLines(path: string, flags: 'a' | 'w', lines: readonly unknown[]): Promise<void> {
  await onDisk(path, async () => {
    const file = await open(path, flags, 0o600)
    try {
      await file.writeFile(lines.map((line) => `\n${JSON.stringify(line)}`).join(''))
      await file.sync()
    } finally {
      await file.close()
    }
  })
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}

function applyLine(entries: Map<string, LedgerEntry>, line: string, now: number): void {
  const entry = parseLine(line)
  if (!entry) return
  if ('released' in entry) entries.delete(entry.released)
  else entries.set(entry.id, { ...entry, storedAt: entry.storedAt ?? now })
}

type EntryLine = Omit<LedgerEntry, 'storedAt'> & { readonly storedAt?: number }

function parseLine(line: string): EntryLine | { readonly released: string } | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
