import { createHash, hash } from 'node:crypto'
import type { Sha256Hasher } from './Sha256Hasher.ts'
import { sha256 as sha256InMemory } from './sha256.portable.ts'

/** Up to here our own is faster: a call into OpenSSL costs 0.8 µs, which its SHA instructions make up for later. */
const SHORT_BYTES = 240

export function sha256(bytes: Uint8Array): Uint8Array {
  return bytes.length <= SHORT_BYTES ? sha256InMemory(bytes) : plain(hash('sha256', bytes, 'buffer'))
}

export function createSha256(): Sha256Hasher {
  const hasher = createHash('sha256')
  return {
    update: (bytes) => void hasher.update(bytes),
    digest: () => plain(hasher.digest()),
  }
}

const plain = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
