// Encoding, strict decoding and hashing of a signed transfer, against the same written out by hand (the limit of this
// machine and engine) and against what the client libraries use.
import { hash } from 'node:crypto'
import { createRequire } from 'node:module'
import {
  AccountId,
  accountIdFromBytes,
  blake2b256,
  ByteReader,
  ByteWriter,
  bytes,
  type Codec,
  compactU128,
  compactU32,
  fixedBytes,
  HashMemory,
  merkleRoot,
  struct,
  toHex,
  u8,
  union,
  type Value,
} from '@echochain/codec'
import { blake2b } from '@noble/hashes/blake2.js'
import * as papi from '@polkadot-api/substrate-bindings'
import type { BenchRow } from './BenchRow.ts'

const sodium: { crypto_generichash(target: Uint8Array, input: Uint8Array): void } = createRequire(import.meta.url)(
  'sodium-native',
)

const RUN_MS = 150

/** Time this thread was on a processor: unlike the clock's it leaves out the turns of other programs. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Calls per second, the median over `runs` runs. The result of each call is kept so that none is optimised away. */
function callsPerSecond(runs: number, call: () => unknown): number {
  const figures: number[] = []
  let kept: unknown
  for (let run = 0; run <= runs; run++) {
    let calls = 0
    const start = threadMs()
    let elapsedMs = 0
    while (elapsedMs < RUN_MS) {
      for (let i = 0; i < 100; i++) kept = call()
      calls += 100
      elapsedMs = threadMs() - start
    }
    if (run > 0) figures.push((1000 * calls) / elapsedMs) // the first run warms up
  }
  if (kept === Symbol.for('never')) throw new Error('unreachable')
  return figures.sort((a, b) => a - b)[figures.length >> 1]
}

const MultiAddress = union('MultiAddress', {
  Id: [0, AccountId],
  Index: [1, compactU32],
  Raw: [2, bytes(64)],
  Address32: [3, fixedBytes(32)],
  Address20: [4, fixedBytes(20)],
})
const MultiSignature = union('MultiSignature', {
  Ed25519: [0, fixedBytes(64)],
  Sr25519: [1, fixedBytes(64)],
  Ecdsa: [2, fixedBytes(65)],
})
/** A mortal era is two bytes, an immortal one is 0. */
const Era: Codec<number> = {
  type: u8.type,
  write: (out, era) => (era === 0 ? out.u8(0) : out.u16(era)),
  read: (input) => {
    const first = input.u8()
    return first === 0 ? 0 : first | (input.u8() << 8)
  },
}
const RuntimeCall = union('RuntimeCall', {
  System: [0, union('system::Call', { remark: [0, { remark: bytes(1000) }] })],
  Balances: [
    5,
    union('balances::Call', {
      transfer_allow_death: [0, { dest: MultiAddress, value: compactU128 }],
      transfer_keep_alive: [3, { dest: MultiAddress, value: compactU128 }],
    }),
  ],
})
const SignedTransfer = struct('', {
  version: u8,
  address: MultiAddress,
  signature: MultiSignature,
  era: Era,
  nonce: compactU32,
  tip: compactU128,
  mode: u8,
  call: RuntimeCall,
})
type SignedTransfer = Value<typeof SignedTransfer>

const numbers = (length: number, factor: number): Uint8Array => new Uint8Array(length).map((_, i) => i * factor)
const TRANSFER: SignedTransfer = {
  version: 0x84,
  address: { type: 'Id', value: accountIdFromBytes(numbers(32, 3)) },
  signature: { type: 'Sr25519', value: numbers(64, 5) },
  era: 0x1234,
  nonce: 77,
  tip: 0n,
  mode: 0,
  call: {
    type: 'Balances',
    value: {
      type: 'transfer_keep_alive',
      value: { dest: { type: 'Id', value: accountIdFromBytes(numbers(32, 7)) }, value: 1_234_567_890_123n },
    },
  },
}

const body = new ByteWriter()
const whole = new ByteWriter()
function write(value: SignedTransfer): Uint8Array {
  body.truncate(0)
  whole.truncate(0)
  SignedTransfer.write(body, value)
  whole.compactU32(body.length)
  whole.bytes(body.view())
  return whole.view()
}

function read(encoded: Uint8Array): SignedTransfer {
  const input = new ByteReader(encoded)
  if (input.compactU32() !== input.remaining) throw new Error('wrong length')
  const value = SignedTransfer.read(input)
  input.expectEnd()
  return value
}

type Slice = (this: Uint8Array, start: number, end: number) => string
const latin1Slice = (Buffer.prototype as unknown as { latin1Slice: Slice }).latin1Slice

/** The same value with the same checks, for this one shape of transfer: what the general codecs are measured against. */
function readByHand(encoded: Uint8Array, view: DataView): SignedTransfer {
  if (encoded.length < 110 || (encoded[0] & 3) !== 1) throw new Error('too short')
  const length = view.getUint16(0, true) >>> 2
  if (length < 64 || length !== encoded.length - 2) throw new Error('wrong length')
  if (encoded[2] !== 0x84 || encoded[3] !== 0 || encoded[36] !== 1 || encoded[101] === 0)
    throw new Error('another form')
  const from = latin1Slice.call(encoded, 4, 36) as AccountId
  const signature = encoded.slice(37, 101)
  const era = view.getUint16(101, true)
  if ((encoded[103] & 3) !== 1) throw new Error('another form')
  const nonce = view.getUint16(103, true) >>> 2
  if (nonce < 64) throw new Error('not in the shortest form')
  if (encoded[105] !== 0 || encoded[106] !== 0 || encoded[107] !== 5 || encoded[108] !== 3 || encoded[109] !== 0)
    throw new Error('another form')
  const to = latin1Slice.call(encoded, 110, 142) as AccountId
  if (encoded[142] !== 0x0b || encoded.length !== 149 || encoded[148] === 0) throw new Error('not in the shortest form')
  const value = BigInt(view.getUint32(143, true) + view.getUint16(147, true) * 2 ** 32)
  return {
    version: 0x84,
    address: { type: 'Id', value: from },
    signature: { type: 'Sr25519', value: signature },
    era,
    nonce,
    tip: 0n,
    mode: encoded[106],
    call: {
      type: 'Balances',
      value: { type: 'transfer_keep_alive', value: { dest: { type: 'Id', value: to }, value } },
    },
  }
}

type Write = (this: Uint8Array, text: string, offset: number, length: number) => number
const latin1Write = (Buffer.prototype as unknown as { latin1Write: Write }).latin1Write

/** The bytes of this one shape of transfer, with the codecs' checks, into memory that is there already. */
function writeByHand(value: SignedTransfer, target: Uint8Array, view: DataView): void {
  const { address, signature, era, nonce, tip, call } = value
  if (call.type !== 'Balances' || call.value.type !== 'transfer_keep_alive') throw new Error('another form')
  const { dest, value: amount } = call.value.value
  if (address.type !== 'Id' || address.value.length !== 32) throw new Error('another form')
  if (signature.type !== 'Sr25519' || signature.value.length !== 64) throw new Error('another form')
  if (dest.type !== 'Id' || dest.value.length !== 32) throw new Error('another form')
  if (nonce < 64 || nonce >= 1 << 14 || tip !== 0n) throw new Error('another form')
  if (amount < 2n ** 40n || amount >= 2n ** 48n) throw new Error('another form')
  view.setUint16(0, ((target.length - 2) << 2) | 1, true)
  target[2] = value.version
  target[3] = 0
  latin1Write.call(target, address.value, 4, 32)
  target[36] = 1
  target.set(signature.value, 37)
  view.setUint16(101, era, true)
  view.setUint16(103, (nonce << 2) | 1, true)
  target[105] = 0
  target[106] = value.mode
  target[107] = 5
  target[108] = 3
  target[109] = 0
  latin1Write.call(target, dest.value, 110, 32)
  target[142] = 0x0b
  const number = Number(amount)
  view.setUint32(143, number >>> 0, true)
  view.setUint16(147, number / 2 ** 32, true)
}

/** The codecs of polkadot-api, without SS58 text for accounts and without a length in front. */
function createPapiCodec() {
  const address = papi.Variant({ Id: papi.Bytes(32), Index: papi.compactNumber, Raw: papi.Bytes() })
  return papi.Struct({
    version: papi.u8,
    address,
    signature: papi.Variant({ Ed25519: papi.Bytes(64), Sr25519: papi.Bytes(64), Ecdsa: papi.Bytes(65) }),
    era: papi.u16,
    nonce: papi.compactNumber,
    tip: papi.compactBn,
    mode: papi.u8,
    call: papi.Variant(
      { Balances: papi.Variant({ transfer_keep_alive: papi.Struct({ dest: address, value: papi.compactBn }) }, [3]) },
      [5],
    ),
  })
}

function benchTransfer(runs: number): BenchRow[] {
  const encoded = write(TRANSFER).slice()
  const view = new DataView(encoded.buffer)
  if (JSON.stringify(readable(readByHand(encoded, view))) !== JSON.stringify(readable(read(encoded))))
    throw new Error('The decoder by hand and the codecs disagree')
  const limit = callsPerSecond(runs, () => readByHand(encoded, view))
  const papiCodec = createPapiCodec()
  const papiValue = papiCodec.dec(encoded.subarray(2))
  const target = new Uint8Array(encoded.length)
  const targetView = new DataView(target.buffer)
  writeByHand(TRANSFER, target, targetView)
  if (toHex(target) !== toHex(encoded)) throw new Error('The encoder by hand and the codecs disagree')
  return [
    {
      what: 'strict decode of a signed transfer',
      value: callsPerSecond(runs, () => read(encoded)),
      unit: '1/s',
      limit,
      note: 'limit: the same value, read by hand',
    },
    {
      what: 'lenient decode by polkadot-api',
      value: callsPerSecond(runs, () => papiCodec.dec(encoded.subarray(2))),
      unit: '1/s',
    },
    {
      what: 'encode of a signed transfer',
      value: callsPerSecond(runs, () => write(TRANSFER)),
      unit: '1/s',
      limit: callsPerSecond(runs, () => writeByHand(TRANSFER, target, targetView)),
      note: 'limit: the same bytes, written by hand',
    },
    { what: 'encode by polkadot-api', value: callsPerSecond(runs, () => papiCodec.enc(papiValue)), unit: '1/s' },
  ]
}

const readable = (value: SignedTransfer): unknown =>
  JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part)))

function benchHashes(runs: number): BenchRow[] {
  const rows: BenchRow[] = []
  for (const length of [64, 80, 143, 530]) {
    const input = numbers(length, 7)
    const memory = new HashMemory(4096)
    const digest = Buffer.alloc(32)
    memory.bytes.set(input)
    const inPlace = callsPerSecond(runs, () => memory.blake2b256(0, length, 2048))
    const row = (what: string, call: () => unknown, limit?: number): void => {
      rows.push({ what: `${what}, ${length} bytes`, value: callsPerSecond(runs, call), unit: '1/s', limit })
    }
    rows.push({ what: `blake2b-256 in HashMemory, ${length} bytes`, value: inPlace, unit: '1/s' })
    row('blake2b-256', () => blake2b256(input), inPlace)
    row('blake2b-256 by sodium-native', () => {
      sodium.crypto_generichash(digest, input)
      return new Uint8Array(digest)
    })
    row('blake2b-256 by @noble/hashes', () => blake2b(input, { dkLen: 32 }))
    row('sha-256 in HashMemory', () => memory.sha256(0, length, 2048))
    row('sha-256 by node:crypto', () => hash('sha256', input, 'buffer'))
  }
  return rows
}

function benchMerkleRoot(runs: number): BenchRow {
  const items = Array.from({ length: 10_000 }, (_, i) => numbers(143, i))
  const perSecond = callsPerSecond(runs, () => merkleRoot(items))
  return { what: 'RFC 6962 root of 10,000 leaves of 143 bytes', value: 1000 / perSecond, unit: 'ms' }
}

/** Medians over `runs` runs of decoding, encoding and hashing. */
export async function benchCodec(options: { runs: number }): Promise<BenchRow[]> {
  return [...benchTransfer(options.runs), ...benchHashes(options.runs), benchMerkleRoot(options.runs)]
}
