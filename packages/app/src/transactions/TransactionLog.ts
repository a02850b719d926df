import type { Hash } from '@echochain/codec'
import { advance, type TransactionNews } from './advance.ts'
import type { StoredTransaction } from './StoredTransaction.ts'

interface LogStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/** So many transactions are shown; settled ones make room for newer ones. */
export const MAX_TRACKED = 50
/** More than anybody has under way; of a storage that somebody else filled the rest is left out. */
const MAX_READ = 1_000

/** The transactions of this browser on one chain, newest first, kept over reloads. */
export class TransactionLog {
  readonly #storage: LogStorage
  readonly key: string
  readonly #listeners = new Set<() => void>()
  #transactions: readonly StoredTransaction[]
  /** Whether what was written last is stored: only then do other tabs see it, and this one what they write. */
  #isStored = true

  constructor(storage: LogStorage, genesisHash: Hash) {
    this.#storage = storage
    this.key = `echochain.transactions.${genesisHash.slice(2, 18)}`
    this.#transactions = this.#read()
  }

  readonly getAll = (): readonly StoredTransaction[] => this.#transactions

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  find(hash: Hash): StoredTransaction | undefined {
    return this.#transactions.find((transaction) => transaction.hash === hash)
  }

  /** Takes in what another tab wrote. */
  reload(): void {
    if (!this.#isStored) return
    this.#transactions = this.#read()
    for (const listener of this.#listeners) listener()
  }

  add(transaction: StoredTransaction): void {
    const others = this.#latest().filter(({ hash }) => hash !== transaction.hash)
    const open = others.filter(({ settled }) => !settled)
    const room = Math.max(0, MAX_TRACKED - 1 - open.length)
    const kept = new Set([...open, ...others.filter(({ settled }) => settled).slice(0, room)])
    this.#write([transaction, ...others.filter((other) => kept.has(other))])
  }

  /** Takes in what was learnt, and returns how the transaction stands now. */
  tell(hash: Hash, news: TransactionNews): StoredTransaction | undefined {
    const latest = this.#latest()
    const before = latest.find((transaction) => transaction.hash === hash)
    if (!before) return undefined
    const after = advance(before, news)
    if (after !== before) this.#write(latest.map((other) => (other === before ? after : other)))
    return after
  }

  clearSettled(): void {
    this.#write(this.#latest().filter(({ settled }) => !settled))
  }

  /** With what other tabs wrote meanwhile. */
  #latest(): readonly StoredTransaction[] {
    return this.#isStored ? this.#read() : this.#transactions
  }

  #write(transactions: readonly StoredTransaction[]): void {
    this.#transactions = transactions
    const kept = transactions.map((each) => (each.settled ? { ...each, extrinsic: '0x' } : each))
    try {
      this.#storage.setItem(this.key, JSON.stringify(kept))
      this.#isStored = true
    } catch {
      this.#isStored = false // full: it is followed all the same, as long as the page is open
    }
    for (const listener of this.#listeners) listener()
  }

  /** Damaged entries are left out: they only serve to show what the chain knows anyway. */
  #read(): readonly StoredTransaction[] {
    try {
      const read: unknown = JSON.parse(this.#storage.getItem(this.key) ?? '[]')
      return Array.isArray(read) ? read.slice(0, MAX_READ).filter(isTransaction) : []
    } catch {
      return []
    }
  }
}

function isTransaction(value: Partial<StoredTransaction> | null): value is StoredTransaction {
  return (
    typeof value?.hash === 'string' &&
    typeof value.address === 'string' &&
    typeof value.title === 'string' &&
    typeof value.stage === 'string' &&
    typeof value.extrinsic === 'string' &&
    typeof value.death === 'number'
  )
}
