import { fromHex, ss58Encode, toHex } from '@echochain/codec'
import { Keyring } from '@polkadot/api'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifySignature } from '../verify/verifySignature.ts'
import { KeyError } from './KeyError.ts'
import { keypairFromUri } from './keypairFromUri.ts'
import type { SignatureScheme } from './MultiSignature.ts'
import { DEV_PHRASE } from './phrase.ts'

const SCHEMES: readonly SignatureScheme[] = ['sr25519', 'ed25519', 'ecdsa']

/** What `subkey inspect --scheme` prints. */
const ADDRESSES: [uri: string, scheme: SignatureScheme, address: string][] = [
  ['//Alice', 'sr25519', '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'],
  ['//Bob', 'sr25519', '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'],
  ['//Charlie', 'sr25519', '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y'],
  ['//Dave', 'sr25519', '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy'],
  ['//Eve', 'sr25519', '5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw'],
  ['//Ferdie', 'sr25519', '5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL'],
  ['//Alice//stash', 'sr25519', '5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY'],
  ['//Alice', 'ed25519', '5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu'],
  ['//Bob', 'ed25519', '5GoNkf6WdbxCFnPdAnYYQyCjAKPJgLNxXwPjwTh6DGg6gN3E'],
  ['//Alice', 'ecdsa', '5C7C2Z5sWbytvHpuLTvzKunnnRwQxft1jiqrLD5rhucQ5S9X'],
]

const PATHS = [
  '',
  '//Alice',
  '//Alice//stash',
  '//0',
  '//18446744073709551615',
  '//007',
  '//Ünï',
  '//with space',
  `//${'long'.repeat(20)}`,
]
const SOFT_PATHS = ['/Alice', '/0', '//hard/soft', '/soft//hard', '/a/b/c']
const PASSWORDS = ['', '///secret', '///', '///with/slash and ünï']
const OTHER_PHRASE = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const SEED = '0x9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'

function failure(uri: string, scheme: SignatureScheme = 'sr25519'): KeyError {
  try {
    keypairFromUri(uri, scheme)
  } catch (error) {
    if (error instanceof KeyError) return error
    throw error
  }
  throw new Error(`${uri} was accepted`)
}

describe('secret URIs', () => {
  beforeAll(async () => void (await cryptoWaitReady()))

  test.each(ADDRESSES)('%s by %s is %s, as with subkey', (uri, scheme, address) => {
    expect(ss58Encode(keypairFromUri(uri, scheme).account)).toBe(address)
  })

  test('sp_core::sr25519: known soft and hard children of the test phrase', () => {
    const soft = keypairFromUri(`${DEV_PHRASE}/Alice`, 'sr25519').publicKey
    expect(toHex(soft)).toBe('0xd6c71059dbbe9ad2b0ed3f289738b800836eb425544ce694825285b958ca755e')
    const hard = keypairFromUri(`${DEV_PHRASE}//Alice`, 'sr25519').publicKey
    expect(toHex(hard)).toBe('0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d')
  })

  test.each(SCHEMES)(
    '%s: the same account as in @polkadot/keyring, for phrases, seeds, paths and passwords',
    (scheme) => {
      const keyring = new Keyring({ type: scheme, ss58Format: 42 })
      const paths = scheme === 'sr25519' ? [...PATHS, ...SOFT_PATHS] : PATHS
      const uris = [DEV_PHRASE, OTHER_PHRASE].flatMap((phrase) =>
        paths.flatMap((path) => PASSWORDS.map((password) => `${phrase}${path}${password}`)),
      )
      uris.push(...paths.map((path) => `${SEED}${path}`), ...paths.filter((path) => path.startsWith('//')))
      for (const uri of uris)
        expect(ss58Encode(keypairFromUri(uri, scheme).account), uri).toBe(keyring.createFromUri(uri).address)
    },
  )

  test.each(SCHEMES)('%s: signatures are valid in @polkadot/keyring and the other way round', (scheme) => {
    const theirs = new Keyring({ type: scheme }).createFromUri('//Alice')
    const ours = keypairFromUri('//Alice', scheme)
    const exchange = fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
      expect(theirs.verify(message, ours.sign(message).value, ours.publicKey)).toBe(true)
      const type = ours.sign(message).type
      expect(verifySignature({ type, value: theirs.sign(message) }, message, ours.account)).toBe(true)
    })
    fc.assert(exchange, { numRuns: 20 })
  })

  test('a path alone starts from the public test phrase', () => {
    for (const scheme of SCHEMES)
      expect(keypairFromUri('//Alice///pw', scheme).publicKey).toEqual(
        keypairFromUri(`${DEV_PHRASE}//Alice///pw`, scheme).publicKey,
      )
  })

  test('nothing, and names missing after slashes, are no URIs', () => {
    for (const uri of ['', ' ', '/', '//', '//Alice/', `${DEV_PHRASE}//`, 'x'.repeat(5000)])
      expect(['BAD_URI', 'WORD_COUNT'], uri).toContain(failure(uri).code)
  })

  test('ed25519 and ecdsa have hard junctions only', () => {
    expect(failure('//Alice/soft', 'ed25519').code).toBe('SOFT_JUNCTION')
    expect(failure('/Alice', 'ecdsa').code).toBe('SOFT_JUNCTION')
  })

  test('junctions that wallets read differently are refused', () => {
    for (const name of ['18446744073709551616', '0x12', '0x', '+1'])
      expect(failure(`//${name}`).code, name).toBe('BAD_JUNCTION')
  })

  test('decomposed accents, which only some wallets compose, are refused', () => {
    expect(failure('//A\u0308').code).toBe('BAD_URI')
    expect(failure(`${DEV_PHRASE}///A\u0308`).code).toBe('BAD_URI')
    expect(keypairFromUri('//\u00c4', 'sr25519').publicKey).toHaveLength(32)
  })

  test('seeds have 32 bytes, no password, and for ecdsa a value in range', () => {
    expect(failure('0x1234').code).toBe('BAD_SEED')
    expect(failure(`0x${'zz'.repeat(32)}`).code).toBe('BAD_SEED')
    expect(failure(`${SEED}///password`).code).toBe('BAD_URI')
    expect(failure(`0x${'00'.repeat(32)}`, 'ecdsa').code).toBe('BAD_SEED')
    expect(failure(`0x${'ff'.repeat(32)}`, 'ecdsa').code).toBe('BAD_SEED')
    expect(keypairFromUri(`0x${'00'.repeat(32)}`, 'ed25519').publicKey).toHaveLength(32)
  })

  test('errors and keypairs shown in logs do not contain the secret', () => {
    const { message } = failure(`${DEV_PHRASE}//`)
    expect(message).not.toContain('bottom')
    const shown = JSON.stringify(keypairFromUri(SEED, 'ed25519'))
    expect(shown).not.toContain(String(fromHex(SEED)[0] + ',' + fromHex(SEED)[1]))
    expect(Object.keys(keypairFromUri(SEED, 'ed25519'))).toEqual(['scheme', 'publicKey', 'account', 'sign'])
  })
})
