import type { Hash } from '@echochain/codec'
import type { Extrinsic } from '@echochain/frame'

/** An extrinsic whose signature has been found right, for one additional part of its payload (fork, version, genesis). */
export interface VerifiedExtrinsic {
  readonly hash: Hash
  readonly extrinsic: Extrinsic
  readonly additional: Uint8Array
}

/** Where blocks look up extrinsics that need not be decoded and verified again: the pool. */
export interface VerifiedExtrinsics {
  find(hash: Hash): VerifiedExtrinsic | undefined
}

export const NOTHING_VERIFIED: VerifiedExtrinsics = { find: () => undefined }
