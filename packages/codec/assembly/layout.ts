// The first KiB of the memory belongs to the hash functions, everything above to the caller.

/** BLAKE2b: eight u64 of chaining state and the number of bytes taken in. */
export const BLAKE2B_STATE: usize = 0
export const BLAKE2B_COUNT: usize = 64
/** SHA-256: eight u32 of chaining state and the number of bytes taken in, 40 bytes in one piece. */
export const SHA256_STATE: usize = 80
export const SHA256_COUNT: usize = 112
/** xxHash64: four u64 lanes, the seed, the number of bytes taken in. */
export const XXHASH_LANES: usize = 128
export const XXHASH_SEED: usize = 160
export const XXHASH_COUNT: usize = 168
/** 64 bytes where JavaScript lets digests be put. */
export const DIGEST: usize = 192
/** The last, padded block of a message: 128 bytes for BLAKE2b, two blocks of 64 for SHA-256. */
export const LAST_BLOCK: usize = 256
/** What a node of the Merkle tree is the hash of: 65 bytes. */
export const NODE_INPUT: usize = 384
