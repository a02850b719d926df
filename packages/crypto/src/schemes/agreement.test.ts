import { blake2b256 } from '@echochain/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keypairFromUri } from '../account/keypairFromUri.ts'
import type { MultiSignature, SignatureScheme } from '../account/MultiSignature.ts'
import { createVerifyBytes } from '../verify/verifySignature.ts'
import { loadSecp256k1Wasm } from './ecdsa.node.ts'
import type { SchemeBackends } from './SchemeBackends.ts'
import { schemes as native } from './schemes.node.ts'
import { schemes as portable } from './schemes.portable.ts'

// The protocol asks for 10^5 mutated signatures; JavaScript takes minutes for them.
const RUNS = process.env.TEST_ALL ? 34_000 : 700

const wasm: SchemeBackends = { ...native, ecdsa: loadSecp256k1Wasm() }
const [verifyNative, verifyPortable, verifyWasm] = [native, portable, wasm].map(createVerifyBytes)

interface Signed {
  readonly signature: Uint8Array
  readonly message: Uint8Array
  readonly account: Uint8Array
}

/** What an attacker may change, each as a function of a position and a byte. Most leave something near to valid. */
const MUTATIONS: Record<string, (signed: Signed, at: number, byte: number) => Signed> = {
  none: (signed) => signed,
  flipSignatureBit: (signed, at, byte) => ({ ...signed, signature: flipBit(signed.signature, at, byte) }),
  flipAccountBit: (signed, at, byte) => ({ ...signed, account: flipBit(signed.account, at, byte) }),
  flipMessageBit: (signed, at, byte) => ({ ...signed, message: flipBit(signed.message, at, byte) }),
  setSignatureByte: (signed, at, byte) => ({ ...signed, signature: setByte(signed.signature, at, byte) }),
  highByteOfS: (signed, _, byte) => ({ ...signed, signature: setByte(signed.signature, 63, byte) }),
  lastByte: (signed, _, byte) => ({
    ...signed,
    signature: setByte(signed.signature, signed.signature.length - 1, byte),
  }),
  zeroR: (signed) => ({ ...signed, signature: signed.signature.map((value, i) => (i < 32 ? 0 : value)) }),
  zeroS: (signed) => ({ ...signed, signature: signed.signature.map((value, i) => (i >= 32 && i < 64 ? 0 : value)) }),
  onesR: (signed) => ({ ...signed, signature: signed.signature.map((value, i) => (i < 32 ? 255 : value)) }),
  swapHalves: (signed) => ({ ...signed, signature: swapHalves(signed.signature) }),
  addOrder: (signed) => ({ ...signed, signature: addEd25519Order(signed.signature) }),
  truncate: (signed, at) => ({ ...signed, signature: signed.signature.slice(0, at % signed.signature.length) }),
  accountIsR: (signed) => ({ ...signed, account: signed.signature.slice(0, 32) }),
  emptyMessage: (signed) => ({ ...signed, message: new Uint8Array(0) }),
}

function setByte(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  const changed = bytes.slice()
  if (bytes.length > 0) changed[at % bytes.length] = byte
  return changed
}

const flipBit = (bytes: Uint8Array, at: number, byte: number): Uint8Array =>
  setByte(bytes, at, bytes[at % bytes.length] ^ (1 << (byte & 7)))

function swapHalves(signature: Uint8Array): Uint8Array {
  const changed = signature.slice()
  changed.set(signature.subarray(32, 64))
  changed.set(signature.subarray(0, 32), 32)
  return changed
}

function addEd25519Order(signature: Uint8Array): Uint8Array {
  const changed = signature.slice()
  let rest = 2n ** 252n + 27742317777372353535851937790883648493n
  for (let i = 32, carry = 0; i < 64; i++, rest >>= 8n) {
    const sum = changed[i] + Number(rest & 0xffn) + carry
    changed[i] = sum
    carry = sum >> 8
  }
  return changed
}

const TYPES: Record<SignatureScheme, MultiSignature['type']> = {
  ed25519: 'Ed25519',
  sr25519: 'Sr25519',
  ecdsa: 'Ecdsa',
}

test.each(Object.keys(TYPES) as SignatureScheme[])(
  'all implementations of %s agree on mutated signatures (protocol.md, section 1)',
  { timeout: 1_800_000 },
  (scheme) => {
    const keys = ['//Alice', '//Bob', '//Charlie'].map((uri) => keypairFromUri(uri, scheme))
    const seen = { valid: 0, invalid: 0 }
    const input = fc.record({
      key: fc.constantFrom(...keys),
      message: fc.uint8Array({ maxLength: 300 }),
      mutation: fc.constantFrom(...Object.keys(MUTATIONS)),
      at: fc.nat(1000),
      byte: fc.nat(255),
    })
    const agree = fc.property(input, ({ key, message, mutation, at, byte }) => {
      const account = scheme === 'ecdsa' ? blake2b256(key.publicKey) : key.publicKey
      const signed = MUTATIONS[mutation]({ signature: key.sign(message).value, message, account }, at, byte)
      const type = TYPES[scheme]
      const verdict = verifyNative(type, signed.signature, signed.message, signed.account)
      seen[verdict ? 'valid' : 'invalid']++
      expect(verifyPortable(type, signed.signature, signed.message, signed.account)).toBe(verdict)
      if (scheme === 'ecdsa') expect(verifyWasm(type, signed.signature, signed.message, signed.account)).toBe(verdict)
    })
    fc.assert(agree, { numRuns: RUNS })
    expect(seen.valid).toBeGreaterThan(RUNS / 30)
    expect(seen.invalid).toBeGreaterThan(RUNS / 2)
  },
)
