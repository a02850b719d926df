// XSalsa20-Poly1305, https://nacl.cr.yp.to/secretbox.html, which polkadot.js encrypts keystores with. WebCrypto does not
// have it. Written for the hundred bytes of a keystore, not for speed, and only for secrets that belong to who runs it.
import { concatBytes } from '@echochain/codec'

const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]
const TAG_BYTES = 16
const KEY_BYTES = 32

/** Encrypts with a key of 32 and a nonce of 24 bytes: 16 bytes of tag, then as much as `plain`. */
export function sealBox(plain: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array {
  const stream = xsalsa20(key, nonce, KEY_BYTES + plain.length)
  const sealed = xor(plain, stream.subarray(KEY_BYTES))
  return concatBytes(poly1305(sealed, stream.subarray(0, KEY_BYTES)), sealed)
}

/** What {@link sealBox} encrypted, or undefined if it was with another key, or changed since. */
export function openBox(box: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array | undefined {
  if (box.length < TAG_BYTES) return undefined
  const sealed = box.subarray(TAG_BYTES)
  const stream = xsalsa20(key, nonce, KEY_BYTES + sealed.length)
  const tag = poly1305(sealed, stream.subarray(0, KEY_BYTES))
  return tag.every((byte, index) => byte === box[index]) ? xor(sealed, stream.subarray(KEY_BYTES)) : undefined
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, index) => byte ^ b[index])

/** The key stream: HSalsa20 makes a key of the first 16 bytes of the nonce, Salsa20 counts with the others. */
function xsalsa20(key: Uint8Array, nonce: Uint8Array, length: number): Uint8Array {
  const mixed = salsaRounds(salsaState(words(key), words(nonce.subarray(0, 16))))
  const subkey = [0, 5, 10, 15, 6, 7, 8, 9].map((index) => mixed[index])
  const [first, second] = words(nonce.subarray(16))
  const out = new Uint8Array(Math.ceil(length / 64) * 64)
  const view = new DataView(out.buffer)
  for (let block = 0; block * 64 < length; block++) {
    const state = salsaState(subkey, [first, second, block, 0])
    salsaRounds(state).forEach((word, index) => view.setUint32(block * 64 + 4 * index, word + state[index], true))
  }
  return out.subarray(0, length)
}

function words(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(4 * index, true))
}

const salsaState = (k: readonly number[], n: readonly number[]): Uint32Array =>
  Uint32Array.from(
    [SIGMA[0], k[0], k[1], k[2], k[3], SIGMA[1], n[0], n[1]].concat([
      n[2],
      n[3],
      SIGMA[2],
      k[4],
      k[5],
      k[6],
      k[7],
      SIGMA[3],
    ]),
  )

const COLUMNS = [0, 4, 8, 12, 5, 9, 13, 1, 10, 14, 2, 6, 15, 3, 7, 11]
const ROWS = [0, 1, 2, 3, 5, 6, 7, 4, 10, 11, 8, 9, 15, 12, 13, 14]

function salsaRounds(input: Uint32Array): Uint32Array {
  const x = input.slice()
  const mix = (to: number, a: number, b: number, turn: number) => {
    const sum = (x[a] + x[b]) | 0
    x[to] ^= (sum << turn) | (sum >>> (32 - turn))
  }
  for (let double = 0; double < 10; double++)
    for (const order of [COLUMNS, ROWS])
      for (let at = 0; at < 16; at += 4) {
        const [a, b, c, d] = order.slice(at, at + 4)
        mix(b, a, d, 7)
        mix(c, b, a, 9)
        mix(d, c, b, 13)
        mix(a, d, c, 18)
      }
  return x
}

const P = (1n << 130n) - 5n
const CLAMP = 0x0ffffffc0ffffffc0ffffffc0fffffffn

/** https://www.rfc-editor.org/rfc/rfc8439#section-2.5 */
function poly1305(message: Uint8Array, key: Uint8Array): Uint8Array {
  const r = littleEndian(key.subarray(0, 16)) & CLAMP
  let sum = 0n
  for (let at = 0; at < message.length; at += 16) {
    const block = message.subarray(at, at + 16)
    sum = ((sum + littleEndian(block) + (1n << BigInt(8 * block.length))) * r) % P
  }
  sum += littleEndian(key.subarray(16))
  return Uint8Array.from({ length: TAG_BYTES }, (_, index) => Number((sum >> BigInt(8 * index)) & 0xffn))
}

const littleEndian = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
