// Secret URIs, `phrase//hard/soft///password`, as Substrate reads them:
// https://docs.rs/sp-core/latest/sp_core/crypto/trait.Pair.html#method.from_string_with_seed
import { ByteWriter, blake2b256, fromHex, utf8 } from '@echochain/codec'
import { KeyError } from './KeyError.ts'
import { DEV_PHRASE, seedFromPhrase } from './phrase.ts'

/** One step of a derivation path: soft ones can be followed from the public key alone. */
export interface Junction {
  readonly hard: boolean
  /** 32 bytes. */
  readonly chainCode: Uint8Array
}

export interface SecretUri {
  /** 32 bytes, from which the path starts. */
  readonly seed: Uint8Array
  readonly path: readonly Junction[]
}

const URI = /^([^/]*)((?:\/\/?[^/]+)*)(?:\/\/\/(.*))?$/s
const MAX_URI_LENGTH = 4096
const CHAIN_CODE_LENGTH = 32
/** The seed of {@link DEV_PHRASE} without a password, kept because stretching takes 10 ms and tests do it often. */
const DEV_SEED = fromHex('0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e')

/**
 * Reads `phrase//hard/soft///password`, `0x` and a seed of 32 bytes instead of the phrase, or a path alone, which
 * starts from the public {@link DEV_PHRASE}. Throws {@link KeyError}.
 */
export function parseSecretUri(uri: string): SecretUri {
  const parts = uri.length <= MAX_URI_LENGTH ? URI.exec(uri) : null
  if (!parts) throw new KeyError('BAD_URI', 'Expected "phrase//hard/soft///password", with a name after each slash')
  if (uri !== uri.normalize('NFC'))
    throw new KeyError('BAD_URI', 'Wallets differ over decomposed accents: write each accented letter as one character')
  const [, secret, path, password] = parts
  return {
    seed: seedOf(secret.trim(), path !== '', password),
    path: [...path.matchAll(/(\/\/?)([^/]+)/g)].map(junction),
  }
}

function seedOf(secret: string, hasPath: boolean, password: string | undefined): Uint8Array {
  if (secret.startsWith('0x')) return seedFromHex(secret, password)
  if (secret === '' && !hasPath) throw new KeyError('BAD_URI', 'Expected a phrase, a seed or a path, got nothing')
  if (secret !== '' && secret !== DEV_PHRASE) return seedFromPhrase(secret, password)
  return password === undefined ? DEV_SEED : seedFromPhrase(DEV_PHRASE, password)
}

function seedFromHex(hex: string, password: string | undefined): Uint8Array {
  if (!/^0x[0-9a-fA-F]{64}$/.test(hex))
    throw new KeyError('BAD_SEED', `A seed is "0x" and 64 hexadecimal digits, got ${hex.length - 2} characters`)
  if (password !== undefined)
    throw new KeyError('BAD_URI', 'A password protects a phrase; with a seed it would have no effect')
  return fromHex(hex)
}

function junction([, slashes, name]: RegExpMatchArray): Junction {
  return { hard: slashes === '//', chainCode: chainCodeOf(name) }
}

/**
 * A number below 2^64 counts as u64, everything else as text with its SCALE length in front; over 32 bytes its hash
 * is taken. What Substrate and polkadot-js read differently (larger numbers, `0x…`, `+1`) is refused, so that a path
 * leads to the same account everywhere.
 */
function chainCodeOf(name: string): Uint8Array {
  if (/^(\+\d+|0x[0-9a-fA-F]*)$/.test(name)) throw ambiguousJunction(name)
  const out = new ByteWriter()
  if (/^\d+$/.test(name)) {
    const number = BigInt(name)
    if (number >> 64n !== 0n) throw ambiguousJunction(name)
    out.u64(number)
  } else {
    const text = utf8(name)
    out.compactU32(text.length)
    out.bytes(text)
  }
  const encoded = out.toBytes()
  if (encoded.length > CHAIN_CODE_LENGTH) return blake2b256(encoded)
  const chainCode = new Uint8Array(CHAIN_CODE_LENGTH)
  chainCode.set(encoded)
  return chainCode
}

const ambiguousJunction = (name: string): KeyError =>
  new KeyError('BAD_JUNCTION', `Wallets derive different accounts for "/${name.slice(0, 40)}"; choose another name`)
