import type { Hash } from '@echochain/codec'
import type { Cid } from '../../cid/Cid.ts'
import type { ContentDescription } from '../../ContentDescription.ts'
import type { SegmentProof } from '../../segments/segments.ts'

/** Bytes from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface PutOptions {
  /** What the content must turn out to be; else `WRONG_CID` or `WRONG_HASH`, and nothing is kept. */
  readonly expectedCid?: Cid
  readonly expectedPlainHash?: Hash
  /** `TOO_LARGE` as soon as the source gives more. */
  readonly maxBytes?: number
  /** Called with the bytes taken so far, at most once a chunk. */
  readonly onProgress?: (bytes: number) => void
  readonly signal?: AbortSignal
}

/** Where bytes come from: a file stream, a request, an array of pieces. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * Files by CID. Whatever is read is checked against the CID first: damage is an error `DAMAGED`, never wrong bytes. All
 * failures are ContentErrors, but those of the source a `put` reads from, which pass unchanged.
 */
export interface BlobStore {
  /** Stores the file. When it returns, the file is whole and durable; when it throws, nothing of it is left. */
  put(source: ByteSource, options?: PutOptions): Promise<ContentDescription>
  /** What is stored under the CID of a file, undefined if nothing. */
  describe(cid: Cid): Promise<ContentDescription | undefined>
  has(cid: Cid): Promise<boolean>
  /** The bytes of a file, in pieces of at most one chunk. `NOT_FOUND`, `DAMAGED`, `BAD_RANGE` come with the first piece. */
  get(cid: Cid, range?: ByteRange): AsyncIterable<Uint8Array>
  /** A leaf or an inner node of any stored file. `NOT_FOUND`, `DAMAGED`. */
  getBlock(cid: Cid): Promise<Uint8Array>
  /** Proof of one segment of a stored file, made from its bytes as they are now. `NOT_FOUND`, `DAMAGED`, `BAD_RANGE`. */
  proveSegment(cid: Cid, index: number): Promise<SegmentProof>
  /** Reads the whole file; `DAMAGED` unless every byte is right. */
  check(cid: Cid): Promise<void>
  /** Whether there was something to delete. Readers that have begun may finish. */
  delete(cid: Cid): Promise<boolean>
  /** The files stored, in no particular order. */
  list(): AsyncIterable<Cid>
  /** Frees threads and buffers. Call once, when no operation is running. */
  close(): Promise<void>
}
