import type { Hash } from '@echochain/codec'
import type { Cid } from './cid/Cid.ts'

/** What identifies a file: everything follows from its bytes. Plain data that JSON carries. */
export interface ContentDescription {
  readonly cid: Cid
  /** Bytes of the file. */
  readonly size: number
  /** SHA-256 of the whole file, what `sha256sum` prints. */
  readonly plainHash: Hash
  /** Root of the RFC 6962 tree over its 1 KiB segments. */
  readonly segmentRoot: Hash
}
