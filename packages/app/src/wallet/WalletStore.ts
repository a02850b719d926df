import { ss58Decode } from '@echochain/codec'
import type { Keypair } from '@echochain/crypto'
import { DEV_ACCOUNTS } from './devAccounts.ts'
import type { WalletAccount, WalletState } from './Wallet.ts'
import { readWalletFile, type StoredAccount, type WalletFile } from './WalletFile.ts'

/** Of `localStorage` what a wallet needs. */
export interface WalletStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

interface WalletStoreOptions {
  readonly storage: WalletStorage
  /** Whether development accounts may be used. */
  readonly development: boolean
  readonly now?: () => number
  /** Told when a person locks an account, or without an address all of them, so that other tabs do it too. */
  readonly onLock?: (address?: string) => void
}

export const WALLET_KEY = 'echochain.wallet'
/** More would make no list a person reads, and fill the browser's storage. */
export const MAX_ACCOUNTS = 100

/** The wallet of this browser: accounts, which one is used, and the keys that are unlocked. */
export class WalletStore {
  readonly development: boolean
  readonly #storage: WalletStorage
  readonly #now: () => number
  readonly #onLock: (address?: string) => void
  readonly #listeners = new Set<() => void>()
  /** Keys of stored accounts, at most one each; they are nowhere else. */
  readonly #keys = new Map<string, Keypair>()
  #extensionAccounts: readonly WalletAccount[] = []
  #file: WalletFile
  #state: WalletState
  #usedAt: number

  /** Throws `WalletFileError`. */
  constructor({ storage, development, now = Date.now, onLock = () => {} }: WalletStoreOptions) {
    this.#storage = storage
    this.development = development
    this.#now = now
    this.#onLock = onLock
    this.#usedAt = now()
    this.#file = readWalletFile(storage.getItem(WALLET_KEY))
    this.#state = this.#computeState()
  }

  readonly getState = (): WalletState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes in what another tab wrote. */
  reload(): void {
    this.#file = readWalletFile(this.#storage.getItem(WALLET_KEY))
    for (const address of this.#keys.keys()) if (!this.findStored(address)) this.#keys.delete(address)
    this.#changed()
  }

  get autoLockMinutes(): number {
    return this.#file.autoLockMinutes
  }

  get extensions(): readonly string[] {
    return this.#file.extensions
  }

  findStored(address: string): StoredAccount | undefined {
    return this.#file.accounts.find((account) => account.address === address)
  }

  readonly select = (address: string): void => this.#write(() => ({ selected: address }))

  setAutoLock(minutes: number): void {
    this.#write(() => ({ autoLockMinutes: minutes }))
  }

  /** Keeps an account, unlocked if its keys are given, and uses it. An account of the same address is replaced. */
  addStored(account: StoredAccount, keypair?: Keypair): void {
    this.#write(({ accounts }) => {
      const others = accounts.filter(({ address }) => address !== account.address)
      if (others.length >= MAX_ACCOUNTS) throw new Error(`A wallet keeps at most ${MAX_ACCOUNTS} accounts`)
      return { accounts: [...others, account], selected: account.address }
    })
    if (keypair) this.unlock(account.address, keypair)
  }

  rename(address: string, name: string): void {
    this.#write(({ accounts }) => ({
      accounts: accounts.map((account) => (account.address === address ? { ...account, name } : account)),
    }))
  }

  /** Forgets an account of any kind; of a stored one the secret is gone. */
  remove(address: string): void {
    this.#keys.delete(address)
    this.#write(({ accounts, dev }) => ({
      accounts: accounts.filter((account) => account.address !== address),
      dev: dev.filter((other) => other !== address),
    }))
  }

  /** Uses a development account. */
  addDev(address: string): void {
    if (!DEV_ACCOUNTS.some(([, known]) => known === address)) throw new Error(`${address} is no development account`)
    this.#write(({ dev }) => ({ dev: [...new Set([...dev, address])], selected: address }))
  }

  /** The accounts that an extension shows now; none means that it is no longer asked. */
  setExtensionAccounts(extension: string, accounts: readonly WalletAccount[], connected = true): void {
    const others = this.#extensionAccounts.filter((account) => account.extension !== extension)
    this.#extensionAccounts = [...others, ...accounts.slice(0, MAX_ACCOUNTS)]
    this.#write(({ extensions }) => {
      const known = extensions.filter((name) => name !== extension)
      return { extensions: connected ? [...known, extension] : known }
    })
  }

  /** The keys of a stored account, if it is unlocked. */
  keypairOf(address: string): Keypair | undefined {
    return this.#keys.get(address)
  }

  unlock(address: string, keypair: Keypair): void {
    this.touch() // first: it would lock what is unlocked here after a long rest
    this.#keys.set(address, keypair)
    this.#changed()
  }

  /** Takes keys out of memory, in every tab: of one account, or of all. */
  lock(address?: string): void {
    this.lockHere(address)
    this.#onLock(address)
  }

  /** As {@link lock}, in this tab alone: the others may be in use. */
  lockHere(address?: string): void {
    if (address === undefined) this.#keys.clear()
    else this.#keys.delete(address)
    this.#changed()
  }

  /** The wallet is being used; after too long without use that is too late for what was unlocked. */
  readonly touch = (): void => {
    this.lockIfIdle()
    this.#usedAt = this.#now()
  }

  /** Locks if the wallet was not used for long; also after a night in a closed laptop. */
  lockIfIdle(): void {
    if (this.#keys.size > 0 && this.#now() - this.#usedAt >= this.#file.autoLockMinutes * 60_000) this.lockHere()
  }

  /** Writes on top of what is stored now, so that no tab undoes what another has done. */
  #write(change: (file: WalletFile) => Partial<WalletFile>): void {
    const file = readWalletFile(this.#storage.getItem(WALLET_KEY))
    const changed = { ...file, ...change(file) }
    this.#storage.setItem(WALLET_KEY, JSON.stringify(changed))
    this.#file = changed
    this.#changed()
  }

  #changed(): void {
    this.#state = this.#computeState()
    for (const listener of this.#listeners) listener()
  }

  #computeState(): WalletState {
    const { accounts: stored, dev, selected } = this.#file
    const accounts: WalletAccount[] = stored.map(({ address, name, scheme }) => ({
      address,
      account: ss58Decode(address).account,
      name,
      scheme,
      source: 'stored',
    }))
    const known = new Set(stored.map(({ address }) => address))
    const add = (account: WalletAccount) => {
      if (!known.has(account.address)) accounts.push(account)
      known.add(account.address)
    }
    for (const account of this.#extensionAccounts) add(account)
    if (this.development)
      for (const [name, address] of DEV_ACCOUNTS)
        if (dev.includes(address))
          add({ address, account: ss58Decode(address).account, name, scheme: 'sr25519', source: 'dev' })
    return {
      accounts,
      selected: accounts.find(({ address }) => address === selected) ?? accounts[0],
      unlocked: new Set(this.#keys.keys()),
    }
  }
}
