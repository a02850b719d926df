import { fromHex, type Hex, ss58Encode, toHex, utf8 } from '@echochain/codec'
import { createKeypair, keypairFromUri, secretFromUri, type SignatureScheme, verifySignature } from '@echochain/crypto'
import { Keyring } from '@polkadot/api'
import { u8aToU8a } from '@polkadot/util'
import { cryptoWaitReady, naclDecrypt, naclEncrypt } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { scryptSync } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createStored } from './createStored.ts'
import { openKeystore, parseKeystore, writeKeystore } from './keystore.ts'
import { expectBearable, openSecret, sealSecret } from './sealSecret.ts'
import { openBox, sealBox } from './secretbox.ts'
import type { DeriveKey } from './SealedSecret.ts'

const SCHEMES: readonly SignatureScheme[] = ['sr25519', 'ed25519', 'ecdsa']
const WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const secretOf = (scheme: SignatureScheme) => ({ scheme, bytes: secretFromUri(`${WORDS}//a`, scheme) })

const deriveKey: DeriveKey = async (password, { N, r, p, salt }, length) =>
  Uint8Array.from(scryptSync(password, fromHex(salt), length, { N, r, p, maxmem: 2 ** 30 }))
/** Where the strength of the password check does not matter. */
const quickly: DeriveKey = (password, settings, length) => deriveKey(password, { ...settings, N: 2 }, length)

beforeAll(() => cryptoWaitReady())

describe('XSalsa20-Poly1305 as in NaCl', () => {
  test('the test vector of secretbox in "Cryptography in NaCl"', () => {
    const key = fromHex('0x1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389')
    const nonce = fromHex('0x69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37')
    const plain = fromHex(
      '0xbe075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705',
    )
    const box = fromHex(
      '0xf3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74e355a5',
    )
    expect(toHex(sealBox(plain, key, nonce))).toBe(toHex(box))
    expect(toHex(openBox(box, key, nonce)!)).toBe(toHex(plain))
  })

  const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

  test('is what polkadot.js encrypts and decrypts, for every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytesOf(32), bytesOf(24), (plain, key, nonce) => {
        const box = sealBox(plain, key, nonce)
        expect(box).toEqual(u8aToU8a(naclEncrypt(plain, key, nonce).encrypted))
        expect(naclDecrypt(box, nonce, key)).toEqual(plain)
        expect(openBox(box, key, nonce)).toEqual(plain)
      }),
    )
  })

  test('a box that was changed anywhere, cut off, or made with another key does not open', () => {
    const key = new Uint8Array(32).fill(1)
    const nonce = new Uint8Array(24).fill(2)
    const box = sealBox(utf8('a secret'), key, nonce)
    for (let at = 0; at < box.length; at++) {
      const changed = box.slice()
      changed[at] ^= 1
      expect(openBox(changed, key, nonce), `byte ${at}`).toBeUndefined()
      expect(openBox(box.subarray(0, at), key, nonce), `${at} bytes`).toBeUndefined()
    }
    expect(openBox(box, new Uint8Array(32), nonce)).toBeUndefined()
  })
})

describe.each(SCHEMES)('a keystore with a key of %s', (scheme) => {
  const keypair = keypairFromUri(`${WORDS}//a`, scheme)
  const address = ss58Encode(keypair.account)

  test('that we export is imported by polkadot.js, which then signs for the account', async () => {
    const json = await writeKeystore(secretOf(scheme), 'Night Bus', 'correct horse', { deriveKey, now: 7 })
    expect(json).toMatchObject({ address, meta: { name: 'Night Bus', whenCreated: 7 } })
    const pair = new Keyring().addFromJson(structuredClone(json) as never)
    pair.unlock('correct horse')
    const type = ({ sr25519: 'Sr25519', ed25519: 'Ed25519', ecdsa: 'Ecdsa' } as const)[scheme]
    expect(verifySignature({ type, value: pair.sign(utf8('m')) }, utf8('m'), keypair.account)).toBe(true)
  }, 60_000)

  test('that polkadot.js exports is imported here, with that password only', async () => {
    const pair = new Keyring({ type: scheme }).addFromUri(`${WORDS}//a`, { name: 'Night Bus' })
    const json = parseKeystore(JSON.stringify(pair.toJson('correct horse')))
    expect(json).toMatchObject({ address, meta: { name: 'Night Bus' } })
    await expect(openKeystore(json, 'wrong', deriveKey)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    const secret = await openKeystore(json, 'correct horse', deriveKey)
    expect(createKeypair(scheme, secret.bytes).account).toBe(keypair.account)
  }, 60_000)
})

describe('a keystore is refused in words', () => {
  const written = writeKeystore(secretOf('ed25519'), 'x', 'p', { deriveKey: quickly })
  const changed = async (change: object) => JSON.stringify({ ...(await written), ...change })

  test.each([
    ['no JSON', 'hello', 'not the keystore'],
    ['other JSON', '[1]', 'not the keystore'],
    ['nothing', 'null', 'not the keystore'],
    ['too long a file', `"${'x'.repeat(70_000)}"`, 'not the keystore'],
  ])('%s', (_, text, words) => {
    expect(() => parseKeystore(text)).toThrow(words)
  })

  test.each([
    [
      'several accounts',
      { encoding: { content: ['batch-pkcs8'], type: ['scrypt'], version: '3' } },
      'several accounts',
    ],
    ['a key of Ethereum', { encoding: { content: ['pkcs8', 'ethereum'], type: ['scrypt'], version: '3' } }, 'ethereum'],
    [
      'a key of a kind that is no text',
      { encoding: { content: ['pkcs8', { toString: 1 }], type: ['scrypt'], version: '3' } },
      'of the kind {"toString":1}',
    ],
    ['no password', { encoding: { content: ['pkcs8', 'sr25519'], type: ['none'], version: '3' } }, 'no password'],
    ['a damaged address', { address: '5Grw' }, 'address'],
  ])('%s', async (_, change, words) => {
    const text = await changed(change)
    expect(() => parseKeystore(text)).toThrow(words)
  })

  test.each([
    ['no base64', { encoded: '*' }, 'damaged'],
    ['cut off', { encoded: btoa('x'.repeat(80)) }, 'cut off'],
    [
      'the key of somebody else',
      { address: ss58Encode(keypairFromUri('//Bob', 'ed25519').account) },
      'another account',
    ],
    ['more memory than browsers have', { encoded: btoa('x'.repeat(200)) }, 'no wallet uses'],
  ])('%s', async (_, change, words) => {
    const json = parseKeystore(await changed(change))
    await expect(openKeystore(json, 'p', quickly)).rejects.toThrow(words)
  })
})

describe('a secret stored in the browser', () => {
  const address = ss58Encode(keypairFromUri(`${WORDS}//a`, 'sr25519').account)
  const secret = { ...secretOf('sr25519'), words: WORDS }

  test('opens with its password, however its accents are composed, and with no other', async () => {
    const sealed = await sealSecret(secret, address, 'caf\u00e9', quickly)
    expect(JSON.stringify(sealed)).not.toContain('winner')
    expect(await openSecret(sealed, address, 'cafe\u0301', quickly)).toEqual(secret)
    for (const wrong of ['cafe', '', 'CAF\u00c9'])
      await expect(openSecret(sealed, address, wrong, quickly)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
  })

  test('does not open as that of another account, or changed', async () => {
    const sealed = await sealSecret(secret, address, 'p', quickly)
    await expect(openSecret(sealed, `${address}x`, 'p', quickly)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    const last = sealed.ciphertext.endsWith('0') ? '1' : '0'
    const changed = { ...sealed, ciphertext: `${sealed.ciphertext.slice(0, -1)}${last}` as Hex }
    await expect(openSecret(changed, address, 'p', quickly)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' })
    const later = { ...sealed, version: 2 as never }
    await expect(openSecret(later, address, 'p', quickly)).rejects.toMatchObject({ code: 'UNKNOWN_FORMAT' })
  })

  test('is sealed anew each time, under 128 MiB of scrypt', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => sealSecret(secret, address, 'p', quickly)))
    expect(one.kdf).toMatchObject({ name: 'scrypt', N: 131_072, r: 8, p: 1 })
    expect(one.kdf.salt).not.toBe(two.kdf.salt)
    expect(one.cipher.nonce).not.toBe(two.cipher.nonce)
  })

  test.each([
    [{ N: 2 ** 20, r: 8, p: 1 }],
    [{ N: 1_000, r: 8, p: 1 }],
    [{ N: 0, r: 8, p: 1 }],
    [{ N: 2 ** 14, r: 8, p: 1e9 }],
    [{ N: 2 ** 14, r: Number.NaN, p: 1 }],
  ])('settings that would stop a browser are refused: %j', (settings) => {
    expect(() => expectBearable(settings)).toThrow(expect.objectContaining({ code: 'UNKNOWN_FORMAT' }))
  })

  test('becomes an account of the wallet with its address', async () => {
    const { stored, keypair } = await createStored(secret, 'Mine', 'p', quickly)
    expect(stored).toMatchObject({ address, name: 'Mine', scheme: 'sr25519', hasWords: true })
    expect(ss58Encode(keypair.account)).toBe(address)
  })
})
