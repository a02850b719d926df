import { ss58Decode } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import { ss58Encode } from '@echochain/codec'
import { expect, test } from 'vitest'
import { DEV_ACCOUNTS } from './devAccounts.ts'
import type { StoredAccount } from './WalletFile.ts'
import { MAX_ACCOUNTS, WALLET_KEY, WalletStore } from './WalletStore.ts'

const memory = (text?: string) => {
  const kept = new Map<string, string>(text === undefined ? [] : [[WALLET_KEY, text]])
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  }
}

const keypair = keypairFromUri('//Mine', 'sr25519')
const address = ss58Encode(keypair.account)
const sealed = {} as StoredAccount['sealed']
const stored: StoredAccount = { address, name: 'Mine', scheme: 'sr25519', sealed, hasWords: true }
const [[, alice], [, bob]] = DEV_ACCOUNTS

const open = (storage = memory(), { development = true, now = (): number => 0 } = {}) =>
  new WalletStore({ storage: storage as never, development, now })

test('the development accounts are those that Substrate derives', () => {
  for (const [name, known] of DEV_ACCOUNTS)
    expect(ss58Encode(keypairFromUri(`//${name}`, 'sr25519').account)).toBe(known)
})

test('what is added is there after a reload, the last one added being used; keys are not', () => {
  const storage = memory()
  const store = open(storage)
  store.addDev(alice)
  store.addStored(stored, keypair)
  expect(store.getState()).toMatchObject({ selected: { address, source: 'stored' }, unlocked: new Set([address]) })
  const again = open(storage).getState()
  expect(again.accounts.map(({ name, source }) => [name, source])).toEqual([
    ['Mine', 'stored'],
    ['Alice', 'dev'],
  ])
  expect(again).toMatchObject({ selected: { address, account: ss58Decode(address).account }, unlocked: new Set() })
})

test('development accounts exist on development networks only', () => {
  const storage = memory()
  open(storage).addDev(alice)
  expect(open(storage, { development: false }).getState()).toMatchObject({ accounts: [], selected: undefined })
  expect(() => open().addDev(address)).toThrow('no development account')
})

test('an account of an address that is known is stored in place of it; renamed and removed ones stay so', () => {
  const storage = memory()
  const store = open(storage)
  store.addStored(stored, keypair)
  store.addStored({ ...stored, name: 'Again' })
  store.rename(address, 'Studio')
  expect(
    open(storage)
      .getState()
      .accounts.map(({ name }) => name),
  ).toEqual(['Studio'])
  store.remove(address)
  expect(store.getState()).toMatchObject({ accounts: [], unlocked: new Set() })
  expect(store.keypairOf(address)).toBeUndefined()
  expect(open(storage).getState().accounts).toEqual([])
})

test('two tabs do not undo what the other did', () => {
  const storage = memory()
  const [one, two] = [open(storage), open(storage)]
  one.addStored(stored, keypair)
  two.addDev(bob) // knows nothing of the other yet
  expect(
    open(storage)
      .getState()
      .accounts.map(({ name }) => name),
  ).toEqual(['Mine', 'Bob'])
  two.remove(address)
  one.reload()
  expect(one.getState().accounts.map(({ name }) => name)).toEqual(['Bob'])
  expect(one.keypairOf(address)).toBeUndefined()
})

test('keys leave memory after the time without use that is set, and not while the wallet is used', () => {
  let now = 0
  const store = open(memory(), { now: () => now })
  store.setAutoLock(5)
  store.addStored(stored, keypair)
  now = 4 * 60_000
  store.touch()
  now = 9 * 60_000 - 1
  store.lockIfIdle()
  expect(store.keypairOf(address)).toBe(keypair)
  now = 9 * 60_000
  store.lockIfIdle()
  expect(store.keypairOf(address)).toBeUndefined()
  expect(store.getState().unlocked.size).toBe(0)
})

test('the first use after too long without any unlocks nothing again; what is unlocked then stays', () => {
  let now = 0
  const store = open(memory(), { now: () => now })
  store.addStored(stored, keypair)
  now = store.autoLockMinutes * 60_000 + 1
  store.touch()
  expect(store.keypairOf(address)).toBeUndefined()
  expect(store.getState().unlocked.size).toBe(0)
  now *= 2
  store.unlock(address, keypair)
  store.touch()
  expect(store.keypairOf(address)).toBe(keypair)
})

test('what a person locks is locked in other tabs, what was not used for long in its own tab only', () => {
  let now = 0
  const storage = memory() as never
  const two = new WalletStore({ storage, development: true })
  const onLock = (locked?: string) => two.lockHere(locked)
  const one = new WalletStore({ storage, development: true, now: () => now, onLock })
  const unlock = () => {
    for (const store of [one, two]) store.unlock(address, keypair)
  }
  one.addStored(stored)
  unlock()
  one.lock(alice)
  expect(two.keypairOf(address)).toBe(keypair)
  one.lock(address)
  expect([one, two].map((store) => store.keypairOf(address))).toEqual([undefined, undefined])
  unlock()
  one.lock()
  expect([one, two].map((store) => store.keypairOf(address))).toEqual([undefined, undefined])
  unlock()
  now = 60 * 60_000
  one.lockIfIdle()
  expect([one, two].map((store) => store.keypairOf(address))).toEqual([undefined, keypair])
})

test('listeners are told of every change, until they do not want to', () => {
  const store = open()
  let told = 0
  const stop = store.subscribe(() => told++)
  store.addDev(alice)
  store.lock()
  stop()
  store.addDev(bob)
  expect(told).toBe(2)
})

test('accounts of an extension come and go with it, and stored ones of the same address come first', () => {
  const store = open()
  store.addStored(stored, keypair)
  const shown = { ...store.getState().selected!, name: 'Theirs', source: 'extension', extension: 'talisman' } as const
  const other = { ...shown, address: alice, account: ss58Decode(alice).account }
  store.setExtensionAccounts('talisman', [shown, other])
  expect(store.getState().accounts.map(({ name, source }) => [name, source])).toEqual([
    ['Mine', 'stored'],
    ['Theirs', 'extension'],
  ])
  expect(store.extensions).toEqual(['talisman'])
  store.setExtensionAccounts('talisman', [], false)
  expect(store.getState().accounts).toHaveLength(1)
  expect(store.extensions).toEqual([])
})

test('a wallet that cannot be read is refused and left as it is', () => {
  for (const text of ['{', '{"version":2,"accounts":[]}', 'null', '{"version":1}']) {
    const storage = memory(text)
    expect(() => open(storage), text).toThrow(expect.objectContaining({ code: 'BAD_WALLET_FILE' }))
    expect(storage.getItem(WALLET_KEY)).toBe(text)
  }
})

test(`a wallet has at most ${MAX_ACCOUNTS} accounts`, () => {
  const store = open()
  const accounts = Array.from({ length: MAX_ACCOUNTS }, (_, at) => ({
    ...stored,
    address: ss58Encode(String.fromCharCode(...new Uint8Array(32).fill(at + 1)) as never),
  }))
  for (const account of accounts) store.addStored(account)
  expect(() => store.addStored(stored)).toThrow(`${MAX_ACCOUNTS}`)
  expect(() => store.addStored({ ...accounts[0], name: 'Replaced' })).not.toThrow()
})
