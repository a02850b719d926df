import { afterEach, expect, test, vi } from 'vitest'
import { WalletStore } from '../WalletStore.ts'
import { connectExtension } from './connectExtension.ts'
import type { InjectedAccount } from './InjectedExtension.ts'
import { reconnectExtensions } from './reconnectExtensions.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
/** Alice with Polkadot's prefix 0. */
const ALICE_0 = '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5'
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

const openStore = (kept = new Map<string, string>()) =>
  new WalletStore({
    development: true,
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
  })

/** Puts an extension into the page, as extensions do. */
function inject(accounts: readonly InjectedAccount[]) {
  const origins: string[] = []
  const listeners: ((accounts: readonly InjectedAccount[]) => void)[] = []
  const enable = async (origin: string) => {
    origins.push(origin)
    return {
      accounts: {
        get: async () => accounts,
        subscribe: (listener: (typeof listeners)[number]) => {
          listeners.push(listener)
          return () => {}
        },
      },
      signer: {},
    }
  }
  vi.stubGlobal('window', { injectedWeb3: { talisman: { enable } } })
  return { origins, change: (changed: readonly InjectedAccount[]) => listeners.forEach((listen) => listen(changed)) }
}

afterEach(() => vi.unstubAllGlobals())

test('the accounts of an extension that can sign here are shown, under their addresses of this chain', async () => {
  const { origins } = inject([
    { address: ALICE_0, name: 'Mine' },
    { address: BOB, type: 'ecdsa' },
    { address: '0x11', type: 'ethereum' },
    { address: 'nonsense' },
  ])
  const store = openStore()
  expect(await connectExtension('talisman', store)).toBe(2)
  expect(origins).toEqual(['EchoChain'])
  expect(store.getState().accounts).toMatchObject([
    { address: ALICE, name: 'Mine', scheme: 'sr25519', source: 'extension', extension: 'talisman' },
    { address: BOB, name: BOB.slice(0, 8), scheme: 'ecdsa' },
  ])
})

test('accounts that change in the extension change here, until it is disconnected', async () => {
  const { change } = inject([{ address: ALICE }])
  const store = openStore()
  await connectExtension('talisman', store)
  change([{ address: BOB, name: 'Bob' }])
  expect(store.getState().accounts.map(({ name }) => name)).toEqual(['Bob'])
  store.setExtensionAccounts('talisman', [], false)
  change([{ address: ALICE }])
  expect(store.getState().accounts).toEqual([])
})

test('an extension that refuses, or is gone, says so', async () => {
  vi.stubGlobal('window', { injectedWeb3: { shy: { enable: () => Promise.reject(new Error('no')) } } })
  await expect(connectExtension('shy', openStore())).rejects.toMatchObject({ code: 'REFUSED' })
  await expect(connectExtension('talisman', openStore())).rejects.toMatchObject({ code: 'GONE' })
})

test('at the next visit it is asked again by itself, and nothing else is', async () => {
  const kept = new Map<string, string>()
  inject([{ address: ALICE, name: 'Mine' }])
  await connectExtension('talisman', openStore(kept))
  const later = openStore(kept)
  expect(later.getState().accounts).toEqual([])
  await reconnectExtensions(later)
  expect(later.getState().accounts.map(({ name }) => name)).toEqual(['Mine'])
  const { origins } = inject([{ address: ALICE }])
  await reconnectExtensions(openStore())
  expect(origins).toEqual([])
})
