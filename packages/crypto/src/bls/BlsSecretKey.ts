import { bls } from '#bls'
import { concatBytes, sha256, utf8 } from '@echochain/codec'
import { expand, extract } from '@noble/hashes/hkdf.js'
import { sha256 as hkdfSha256 } from '@noble/hashes/sha2.js'
import type { BlsSecretHandle } from './BlsBackend.ts'
import { BlsError } from './BlsError.ts'

const SECRET_LENGTH = 32
const MIN_SEED_LENGTH = 32
/** ⌈1.5 · 255 bits⌉: enough output that its remainder is uniform. */
const KEY_MATERIAL_LENGTH = 48
/** The order of the BLS12-381 groups. */
const ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n

/** A validator's key. The secret stays inside unless asked for. */
export class BlsSecretKey {
  readonly #bytes: Uint8Array
  readonly #handle: BlsSecretHandle
  /** 48 bytes, compressed. */
  readonly publicKey: Uint8Array

  private constructor(bytes: Uint8Array, handle: BlsSecretHandle) {
    this.#bytes = bytes
    this.#handle = handle
    this.publicKey = handle.publicKey()
  }

  /** From 32 big-endian bytes. Throws {@link BlsError} `BAD_SECRET_KEY` if zero or not below the group order. */
  static fromBytes(bytes: Uint8Array): BlsSecretKey {
    const handle = bytes.length === SECRET_LENGTH ? bls.decodeSecretKey(bytes) : undefined
    if (!handle) throw new BlsError('BAD_SECRET_KEY', 'Expected 32 bytes that are above zero and below the group order')
    return new BlsSecretKey(bytes.slice(), handle)
  }

  /**
   * The key that belongs to at least 32 secret bytes: the master key of
   * [EIP-2333](https://eips.ethereum.org/EIPS/eip-2333), as Ethereum's tools derive it.
   */
  static fromSeed(seed: Uint8Array): BlsSecretKey {
    if (seed.length < MIN_SEED_LENGTH)
      throw new BlsError('BAD_SEED', `A seed has at least ${MIN_SEED_LENGTH} bytes, got ${seed.length}`)
    return BlsSecretKey.fromBytes(hkdfModR(seed))
  }

  /** 96 bytes. What is signed is a signing root; see `signingRoot`. */
  sign(message: Uint8Array): Uint8Array {
    return this.#handle.sign(message)
  }

  /** The secret itself, 32 big-endian bytes, for a key store. */
  toBytes(): Uint8Array {
    return this.#bytes.slice()
  }
}

/** `hkdf_mod_r` of EIP-2333 with an empty `key_info`. */
function hkdfModR(keyMaterial: Uint8Array): Uint8Array {
  const info = Uint8Array.of(0, KEY_MATERIAL_LENGTH)
  let salt = utf8('BLS-SIG-KEYGEN-SALT-')
  for (;;) {
    salt = sha256(salt)
    const pseudoRandomKey = extract(hkdfSha256, concatBytes(keyMaterial, Uint8Array.of(0)), salt)
    const secret = bigEndian(expand(hkdfSha256, pseudoRandomKey, info, KEY_MATERIAL_LENGTH)) % ORDER
    if (secret !== 0n) return toBigEndian(secret)
  }
}

const bigEndian = (bytes: Uint8Array): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)

function toBigEndian(value: bigint): Uint8Array {
  const bytes = new Uint8Array(SECRET_LENGTH)
  for (let i = SECRET_LENGTH - 1, rest = value; i >= 0; i--, rest >>= 8n) bytes[i] = Number(rest & 0xffn)
  return bytes
}
