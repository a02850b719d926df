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
}

/**
 * Who has how many bytes stored, as a file of one JSON line for each finished upload or release. It only grows, and is
 * written anew when it is opened. Each line begins with its line feed, so that one cut off by a crash or a full disk,
 * which was never acknowledged, spoils no other.
 */
export class QuotaLedger {
  #path: string
  #entries: Map<string, LedgerEntry>
  #usedBy = new Map<string, number>()
  #used = 0

  private constructor(path: string, entries: Map<string, LedgerEntry>) {
    this.#path = path
    this.#entries = entries
    for (const entry of entries.values()) this.#count(entry, 1)
  }

  static async open(path: string): Promise<QuotaLedger> {
    return onDisk(path, async () => {
      const entries = new Map<string, LedgerEntry>()
      for (const line of (await readIfThere(path)).split('\n')) applyLine(entries, line)
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

  /** Gives back what the uploads of a file were counted for. */
  async release(cid: Cid): Promise<void> {
    const released = [...this.#entries.values()].filter((entry) => entry.cid === cid)
    if (released.length === 0) return
    await writeLines(
      this.#path,
      'a',
      released.map(({ id }) => ({ released: id })),
    )
    for (const entry of released) if (this.#entries.delete(entry.id)) this.#count(entry, -1)
  }

  #count({ account, size }: LedgerEntry, sign: 1 | -1): void {
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

function applyLine(entries: Map<string, LedgerEntry>, line: string): void {
  const entry = parseLine(line)
  if (!entry) return
  if ('released' in entry) entries.delete(entry.released)
  else entries.set(entry.id, entry)
}

function parseLine(line: string): LedgerEntry | { readonly released: string } | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
