// SS58, https://docs.substrate.io/reference/address-formats/: base58(prefix ‖ account ‖ checksum), the checksum being
// the first two bytes of blake2b-512("SS58PRE" ‖ prefix ‖ account).
import { concatBytes, equalBytes, utf8 } from '../bytes/bytes.ts'
import { blake2b512 } from '../hash/blake2b.ts'
import { type AccountId, accountIdFromBytes, accountIdToBytes } from './AccountId.ts'

/** Prefix 42: any Substrate network; EchoChain's dev and test networks use it. */
export const DEFAULT_SS58_PREFIX = 42

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const DIGITS = new Map([...ALPHABET].map((character, value) => [character, BigInt(value)]))
const CHECKSUM_LENGTH = 2
const MAX_PREFIX = 16_383

/** Text that is not an address. */
export class Ss58Error extends Error {
  readonly code: 'BAD_CHARACTER' | 'BAD_LENGTH' | 'BAD_CHECKSUM' | 'BAD_PREFIX'
  constructor(code: Ss58Error['code'], message: string) {
    super(message)
    this.code = code
  }
}

export function ss58Encode(account: AccountId, prefix = DEFAULT_SS58_PREFIX): string {
  const body = concatBytes(encodePrefix(prefix), accountIdToBytes(account))
  return base58Encode(concatBytes(body, checksum(body)))
}

/** The account and network prefix of an address. Throws {@link Ss58Error}. */
export function ss58Decode(address: string): { account: AccountId; prefix: number } {
  if (address.length > 64) throw new Ss58Error('BAD_LENGTH', `"${address.slice(0, 20)}…" is too long for an address`)
  const bytes = base58Decode(address)
  const prefixLength = bytes[0] & 0x40 ? 2 : 1
  if (bytes.length !== prefixLength + 32 + CHECKSUM_LENGTH)
    throw new Ss58Error('BAD_LENGTH', `"${address}" does not hold a 32-byte account`)
  const body = bytes.subarray(0, prefixLength + 32)
  if (!equalBytes(checksum(body), bytes.subarray(prefixLength + 32)))
    throw new Ss58Error('BAD_CHECKSUM', `"${address}" is mistyped: its checksum does not match`)
  return { account: accountIdFromBytes(body.subarray(prefixLength)), prefix: decodePrefix(bytes) }
}

const checksum = (body: Uint8Array): Uint8Array =>
  blake2b512(concatBytes(utf8('SS58PRE'), body)).subarray(0, CHECKSUM_LENGTH)

function encodePrefix(prefix: number): Uint8Array {
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > MAX_PREFIX || prefix === 46 || prefix === 47)
    throw new Ss58Error('BAD_PREFIX', `${prefix} is not an SS58 prefix (0 to ${MAX_PREFIX}, without 46 and 47)`)
  if (prefix < 64) return Uint8Array.of(prefix)
  return Uint8Array.of(((prefix & 0xfc) >> 2) | 0x40, (prefix >> 8) | ((prefix & 3) << 6))
}

function decodePrefix(bytes: Uint8Array): number {
  const [first, second] = bytes
  if (first < 64) {
    if (first === 46 || first === 47) throw new Ss58Error('BAD_PREFIX', `Prefix ${first} is reserved`)
    return first
  }
  if (first > 127) throw new Ss58Error('BAD_PREFIX', `Prefix byte ${first} is reserved`)
  const prefix = ((first & 0x3f) << 2) | (second >> 6) | ((second & 0x3f) << 8)
  if (prefix < 64) throw new Ss58Error('BAD_PREFIX', `Prefix ${prefix} must be written in one byte`)
  return prefix
}

function base58Encode(bytes: Uint8Array): string {
  let zeros = 0
  while (zeros < bytes.length && bytes[zeros] === 0) zeros++
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  let text = ''
  for (; value > 0n; value /= 58n) text = ALPHABET[Number(value % 58n)] + text
  return '1'.repeat(zeros) + text
}

function base58Decode(text: string): Uint8Array {
  let value = 0n
  for (const character of text) {
    const digit = DIGITS.get(character)
    if (digit === undefined) throw new Ss58Error('BAD_CHARACTER', `"${character}" does not occur in addresses`)
    value = value * 58n + digit
  }
  const bytes: number[] = []
  for (; value > 0n; value >>= 8n) bytes.unshift(Number(value & 0xffn))
  for (let i = 0; text[i] === '1'; i++) bytes.unshift(0)
  return Uint8Array.from(bytes)
}
