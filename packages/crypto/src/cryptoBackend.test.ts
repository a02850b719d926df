import { expect, test } from 'vitest'
import { cryptoBackend, cryptoLibraries } from './cryptoBackend.ts'
import { firstThatLoads } from './schemes/firstThatLoads.ts'

test('this machine, as every supported one, has native or WebAssembly libraries for all schemes', () => {
  expect(cryptoLibraries()).toMatchObject({ ed25519: 'libsodium', sr25519: 'schnorrkel', bls: 'blst' })
  expect(cryptoLibraries().ecdsa).toMatch(/^libsecp256k1/)
  expect(cryptoBackend()).toBe('native')
})

test('the first implementation that loads is taken, and if none does the error says why', () => {
  const fail = (reason: string) => (): string => {
    throw new Error(reason)
  }
  expect(firstThatLoads(fail('no binary'), () => 'b', fail('not asked'))).toBe('b')
  expect(() => firstThatLoads(fail('no binary'), fail('no wasm'))).toThrow(
    expect.objectContaining({ errors: [new Error('no binary'), new Error('no wasm')] }),
  )
})
