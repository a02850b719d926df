export type { Sha256Hasher } from './Sha256Hasher.ts'

/** `sha256(bytes)`: SHA-256, 32 bytes (FIPS 180-4). `createSha256()`: the same over bytes that come piece by piece. */
export { createSha256, sha256 } from '#sha256'
