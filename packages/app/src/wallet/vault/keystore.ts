// Keystores as polkadot.js and the wallets around it export them, version 3:
// https://github.com/polkadot-js/common/tree/master/packages/keyring/src/pair (`encodePair`, `decodePair`)
import {
  accountIdFromBytes,
  blake2b256,
  concatBytes,
  encode,
  equalBytes,
  fromHex,
  type Hex,
  ss58Decode,
  ss58Encode,
  toHex,
  u32,
} from '@echochain/codec'
import { createKeypair, type SignatureScheme } from '@echochain/crypto'
import type { AccountSecret } from './AccountSecret.ts'
import { expectBearable } from './sealSecret.ts'
import { openBox, sealBox } from './secretbox.ts'
import type { DeriveKey } from './SealedSecret.ts'
import { VaultError } from './VaultError.ts'
import { vault as vaultWords } from '../../text/vault.ts'

export interface KeystoreJson {
  readonly address: string
  /** Base64: salt, N, p, r, nonce, box. */
  readonly encoded: string
  readonly encoding: {
    readonly content: readonly string[]
    readonly type: string | readonly string[]
    readonly version: string
  }
  readonly meta: { readonly name?: string; readonly whenCreated?: number }
}

const SCHEMES: readonly string[] = ['sr25519', 'ed25519', 'ecdsa'] satisfies SignatureScheme[]
const HEADER = Uint8Array.of(48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32)
const DIVIDER = Uint8Array.of(161, 35, 3, 33, 0)
/** What polkadot.js writes now, and reads among a few others. */
const SCRYPT = { N: 2 ** 17, p: 1, r: 8 }
const SALT_BYTES = 32
const NONCE_BYTES = 24
const KEY_BYTES = 32
/** With room for whatever wallets put into `meta`. */
const MAX_KEYSTORE_BYTES = 64 * 1024

/** Exports a secret, encrypted with a password. */
export async function writeKeystore(
  secret: AccountSecret,
  name: string,
  password: string,
  { deriveKey, now = Date.now() }: { readonly deriveKey: DeriveKey; readonly now?: number },
): Promise<KeystoreJson> {
  const { account, publicKey, scheme } = createKeypair(secret.scheme, secret.bytes)
  const secretKey = scheme === 'ed25519' ? concatBytes(secret.bytes, publicKey) : secret.bytes
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const key = await deriveKey(password, { name: 'scrypt', ...SCRYPT, salt: toHex(salt) }, KEY_BYTES)
  const box = sealBox(concatBytes(HEADER, secretKey, DIVIDER, publicKey), key, nonce)
  const params = [SCRYPT.N, SCRYPT.p, SCRYPT.r].map((value) => encode(u32, value))
  return {
    address: ss58Encode(account),
    encoded: btoa(String.fromCharCode(...concatBytes(salt, ...params, nonce, box))),
    encoding: { content: ['pkcs8', scheme], type: ['scrypt', 'xsalsa20-poly1305'], version: '3' },
    meta: { name, whenCreated: now },
  }
}

/** Reads the text of a keystore, still encrypted. Throws `VaultError` `BAD_KEYSTORE` with what is wrong with it. */
export function parseKeystore(text: string): KeystoreJson {
  const json = text.length <= MAX_KEYSTORE_BYTES ? readJson(text) : undefined
  if (typeof json?.encoded !== 'string' || typeof json.address !== 'string' || !Array.isArray(json.encoding?.content))
    throw bad(vaultWords.notAKeystore)
  const { content, type, version } = json.encoding
  if (content[0] === 'batch-pkcs8') throw bad(vaultWords.severalAccounts)
  if (!SCHEMES.includes(content[1])) throw bad(vaultWords.unknownKind(JSON.stringify(content[1])))
  if (version !== '3' || ![type].flat().includes('scrypt')) throw bad(vaultWords.oldKeystore)
  return { encoded: json.encoded, encoding: json.encoding, address: readAddress(json.address), meta: json.meta ?? {} }
}

/** For ecdsa polkadot.js writes the public key in place of the address. */
function readAddress(address: string): string {
  try {
    return address.startsWith('0x')
      ? ss58Encode(accountIdFromBytes(blake2b256(fromHex(address as Hex))))
      : ss58Encode(ss58Decode(address).account)
  } catch (cause) {
    throw bad(vaultWords.keystoreAddressDamaged, cause)
  }
}

/** The secret in a keystore. Throws `VaultError` `WRONG_PASSWORD`, or `BAD_KEYSTORE`. */
export async function openKeystore(
  { encoded, encoding, address }: KeystoreJson,
  password: string,
  deriveKey: DeriveKey,
): Promise<AccountSecret> {
  const bytes = readBase64(encoded)
  const boxAt = SALT_BYTES + 12 + NONCE_BYTES
  if (bytes.length < boxAt + HEADER.length + 32) throw bad(vaultWords.keystoreCutOff)
  const view = new DataView(bytes.buffer)
  const [N, p, r] = [0, 4, 8].map((offset) => view.getUint32(SALT_BYTES + offset, true))
  expectBearable({ N, p, r })
  const salt = toHex(bytes.subarray(0, SALT_BYTES))
  const key = await deriveKey(password, { name: 'scrypt', N, p, r, salt }, KEY_BYTES)
  const plain = openBox(bytes.subarray(boxAt), key, bytes.subarray(boxAt - NONCE_BYTES, boxAt))
  if (!plain) throw new VaultError('WRONG_PASSWORD', vaultWords.wrongFilePassword)
  const scheme = encoding.content[1] as SignatureScheme
  const secret: AccountSecret = { scheme, bytes: readSecretKey(plain, scheme) }
  if (createKeypair(scheme, secret.bytes).account !== ss58Decode(address).account)
    throw bad(vaultWords.otherKeyInside(address))
  return secret
}

function readSecretKey(plain: Uint8Array, scheme: SignatureScheme): Uint8Array {
  const length = [64, 32].find((candidate) => {
    const end = HEADER.length + candidate
    return equalBytes(plain.subarray(end, end + DIVIDER.length), DIVIDER)
  })
  const wanted = scheme === 'sr25519' ? 64 : scheme === 'ed25519' ? [64, 32] : 32
  if (length === undefined || ![wanted].flat().includes(length) || !equalBytes(plain.subarray(0, 16), HEADER))
    throw bad(vaultWords.noKeyInside)
  return plain.slice(HEADER.length, HEADER.length + (scheme === 'sr25519' ? 64 : 32))
}

function readJson(text: string): Partial<KeystoreJson> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? (json as Partial<KeystoreJson>) : undefined
  } catch {
    return undefined
  }
}

function readBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch (cause) {
    throw bad(vaultWords.keystoreDamaged, cause)
  }
}

const bad = (message: string, cause?: unknown): VaultError => new VaultError('BAD_KEYSTORE', message, { cause })
