import type { Hash } from '@echochain/codec'
import type { ContentDescription } from '../../ContentDescription.ts'
import type { ContentErrorCode } from '../../ContentError.ts'

/** What is remembered of an upload, on disk as JSON. */
export interface UploadRecord {
  /** First 16 bytes of the SHA-256 of the signed message (and the file, if it names several), in hexadecimal. */
  readonly id: string
  /** SS58 address, prefix 42. */
  readonly account: string
  readonly size: number
  readonly sha256: Hash
  /** When the signed order ends; the record is kept until then, so that the order cannot be used again. */
  readonly orderExpires: number
  /** When the upload is given up if it is not finished. Both in milliseconds since 1970. */
  readonly uploadExpires: number
  /** SHA-256 of the token: who reads the disk cannot continue uploads. */
  readonly tokenHash: Hash
  readonly outcome?: { readonly content: ContentDescription } | { readonly failure: ContentErrorCode }
}
