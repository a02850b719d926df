import { blake2b } from '@noble/hashes/blake2.js'

/** BLAKE2b with 32 bytes of output (RFC 7693): the hash of blocks, extrinsics and trie nodes. */
export const blake2b256 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 32 })

/** BLAKE2b with 16 bytes of output: the hash in front of storage map keys. */
export const blake2b128 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 16 })

/** BLAKE2b with 64 bytes of output: SS58 checksums and key derivation. */
export const blake2b512 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, { dkLen: 64 })
