import { decode, toHex, u32 } from '@echochain/codec'
import { compactStripLength } from '@polkadot/util'
import { expandMetadata } from '@polkadot/types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemStorage } from '../system/system.ts'
import { connectPolkadotApi, connectPolkadotJs } from '../testing/clients.ts'
import { ALICE } from '../testing/TestChain.ts'
import { notesStorage } from '../testing/testModules.ts'
import { createTestRuntime } from '../testing/testRuntime.ts'
import { keyOfEntry, storageKey } from './storage.ts'

const { runtime } = createTestRuntime()
const { registry, metadata } = connectPolkadotJs(runtime)
const { query } = expandMetadata(registry, metadata)
const { builder } = connectPolkadotApi(runtime)

const polkadotJsKey = (module: string, item: string, ...args: unknown[]) =>
  toHex(compactStripLength(query[module][item](...args))[1])
const papiKey = (module: string, item: string, ...args: unknown[]) =>
  builder.buildStorage(module, item).keys.enc(...args)

test('the key of a value is twox-128 of module and item, as clients compute it', () => {
  // System.Number, as any Substrate chain has it
  const known = '0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac'
  expect(toHex(storageKey(systemStorage.number))).toBe(known)
  expect(toHex(storageKey(notesStorage.nextId))).toBe(polkadotJsKey('publicNotes', 'nextId'))
  expect(toHex(storageKey(notesStorage.nextId))).toBe(papiKey('PublicNotes', 'NextId'))
})

test('the key of a map entry has hash and key, as clients compute it', () => {
  const account = toHex(storageKey(systemStorage.account, ALICE.account))
  expect(account).toBe(polkadotJsKey('system', 'account', ALICE.publicKey))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (note) => {
      expect(toHex(storageKey(notesStorage.note, note))).toBe(polkadotJsKey('publicNotes', 'note', note))
      expect(toHex(storageKey(notesStorage.note, note))).toBe(papiKey('PublicNotes', 'Note', note))
      const key = { reader: ALICE.account, note }
      expect(toHex(storageKey(notesStorage.seen, key))).toBe(
        polkadotJsKey('publicNotes', 'seen', { reader: ALICE.publicKey, note }),
      )
    }),
    { numRuns: 50 },
  )
})

test('the key of a map entry can be read back from its storage key', () => {
  expect(decode(u32, keyOfEntry(notesStorage.note, storageKey(notesStorage.note, 77)))).toBe(77)
  const key = { reader: ALICE.account, note: 5 }
  expect(decode(notesStorage.seen.keyCodec, keyOfEntry(notesStorage.seen, storageKey(notesStorage.seen, key)))).toEqual(
    key,
  )
})
