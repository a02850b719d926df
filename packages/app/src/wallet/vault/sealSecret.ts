import { fromHex, type Hex, toHex, utf8 } from '@echochain/codec'
import type { AccountSecret } from './AccountSecret.ts'
import type { DeriveKey, KdfSettings, SealedSecret } from './SealedSecret.ts'
import { VaultError } from './VaultError.ts'
import { vault as vaultWords } from '../../text/vault.ts'

/**
 * scrypt as OWASP advises (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html): 128 MiB a
 * guess. In JavaScript it takes about as long as Argon2id with 19 MiB, and needs the memory that guessing in parallel
 * lacks.
 */
const SCRYPT = { name: 'scrypt', N: 2 ** 17, r: 8, p: 1 } as const
/** What a damaged or foreign file may ask for at most, so that opening it does not take the browser's memory. */
const MAX_MEMORY_BYTES = 512 * 1024 * 1024
const KEY_BYTES = 32
const SALT_BYTES = 32
const NONCE_BYTES = 12

/** Encrypts a secret with a password. Throws `VaultError` `NO_CRYPTO` on pages that browsers do not hold for secure. */
export async function sealSecret(
  secret: AccountSecret,
  address: string,
  password: string,
  deriveKey: DeriveKey,
): Promise<SealedSecret> {
  const kdf: KdfSettings = { ...SCRYPT, salt: toHex(randomBytes(SALT_BYTES)) }
  const nonce = randomBytes(NONCE_BYTES)
  const key = await importKey(await deriveKey(password.normalize('NFKC'), kdf, KEY_BYTES), 'encrypt')
  const plain = utf8(JSON.stringify({ ...secret, bytes: toHex(secret.bytes) }))
  const ciphertext = await crypto.subtle.encrypt(algorithm(nonce, address), key, plain as BufferSource)
  return {
    version: 1,
    kdf,
    cipher: { name: 'AES-256-GCM', nonce: toHex(nonce) },
    ciphertext: toHex(new Uint8Array(ciphertext)),
  }
}

/** The secret that {@link sealSecret} encrypted. Throws `VaultError` `WRONG_PASSWORD`, also when it was tampered with. */
export async function openSecret(
  { version, kdf, cipher, ciphertext }: SealedSecret,
  address: string,
  password: string,
  deriveKey: DeriveKey,
): Promise<AccountSecret> {
  if (version !== 1 || kdf.name !== 'scrypt' || cipher.name !== 'AES-256-GCM')
    throw new VaultError('UNKNOWN_FORMAT', vaultWords.otherVersion)
  expectBearable(kdf)
  const key = await importKey(await deriveKey(password.normalize('NFKC'), kdf, KEY_BYTES), 'decrypt')
  let plain: ArrayBuffer
  try {
    const sealed = fromHex(ciphertext) as Uint8Array<ArrayBuffer>
    plain = await crypto.subtle.decrypt(algorithm(fromHex(cipher.nonce), address), key, sealed)
  } catch {
    throw new VaultError('WRONG_PASSWORD', vaultWords.wrongPassword)
  }
  const secret = JSON.parse(new TextDecoder().decode(plain)) as Omit<AccountSecret, 'bytes'> & { bytes: Hex }
  return { ...secret, bytes: fromHex(secret.bytes) }
}

/** Throws `VaultError` `UNKNOWN_FORMAT` for settings nobody uses. */
export function expectBearable({ N, r, p }: Pick<KdfSettings, 'N' | 'r' | 'p'>): void {
  const sane = [N, r, p].every((value) => Number.isSafeInteger(value) && value > 0) && (N & (N - 1)) === 0 && N > 1
  if (!sane || 128 * N * r > MAX_MEMORY_BYTES || p > 16) throw new VaultError('UNKNOWN_FORMAT', vaultWords.unusualCheck)
}

function importKey(bytes: Uint8Array<ArrayBuffer>, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  if (!globalThis.crypto?.subtle) throw new VaultError('NO_CRYPTO', vaultWords.notSecure)
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [use])
}

const algorithm = (nonce: Uint8Array, address: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv: nonce as BufferSource,
  additionalData: utf8(address) as BufferSource,
})

const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))
