// Content identifiers, https://github.com/multiformats/cid: version ‖ codec ‖ multihash, here in the one form of the
// profile `unixfs-v1-2025`: CIDv1, raw (0x55) or dag-pb (0x70), sha2-256 with 32 bytes, base 32 text. Other forms of
// the same content are refused, so that a CID compares with ===. That needs 60 lines; `multiformats` would accept all
// forms, and is what the tests compare with.
import { equalBytes } from '@echochain/codec'
import { ContentError } from '../ContentError.ts'
import { base32Decode, base32Encode } from './base32.ts'

/** Text of a CIDv1, such as `bafybeig…` or `bafkrei…`: immutable, compares with ===, serves as a Map key. */
export type Cid = string & { readonly brand: 'Cid' }

/** What a CID points at: bytes of a file, or a node that links to further blocks. */
export type CidCodec = 'raw' | 'dag-pb'

/** Bytes of a CID: version, codec, hash function and hash length take one each, the hash 32. */
export const CID_LENGTH = 36

const CODEC_BYTES = { raw: 0x55, 'dag-pb': 0x70 } as const
const VERSION = 1
const SHA2_256 = 0x12
const DIGEST_LENGTH = 32
const MULTIBASE_BASE32 = 'b'
const TEXT_LENGTH = 1 + Math.ceil((CID_LENGTH * 8) / 5)

/** The CID of a block from its SHA-256. */
export function createCid(codec: CidCodec, digest: Uint8Array): Cid {
  if (digest.length !== DIGEST_LENGTH) throw new ContentError('BAD_CID', `A CID needs 32 bytes, got ${digest.length}`)
  const bytes = new Uint8Array(CID_LENGTH)
  bytes.set([VERSION, CODEC_BYTES[codec], SHA2_256, DIGEST_LENGTH])
  bytes.set(digest, CID_LENGTH - DIGEST_LENGTH)
  return textOf(bytes)
}

const textOf = (bytes: Uint8Array): Cid => (MULTIBASE_BASE32 + base32Encode(bytes)) as Cid

/** Checks text from outside. Throws {@link ContentError} `BAD_CID`. */
export function parseCid(text: string): Cid {
  bytesOf(text)
  return text as Cid
}

export function isCid(text: string): text is Cid {
  try {
    bytesOf(text)
    return true
  } catch {
    return false
  }
}

/** Checks bytes from outside. Throws {@link ContentError} `BAD_CID`. */
export function cidFromBytes(bytes: Uint8Array): Cid {
  checkForm(bytes)
  return textOf(bytes)
}

/** 36 bytes, as a record on the chain and a link in a node hold it. */
export const cidToBytes = (cid: Cid): Uint8Array => bytesOf(cid)

/** The SHA-256 of the block a CID points at. */
export const cidDigest = (cid: Cid): Uint8Array => bytesOf(cid).subarray(CID_LENGTH - DIGEST_LENGTH)

export const cidCodec = (cid: Cid): CidCodec => (bytesOf(cid)[1] === CODEC_BYTES.raw ? 'raw' : 'dag-pb')

function bytesOf(text: string): Uint8Array {
  if (text.length !== TEXT_LENGTH || !text.startsWith(MULTIBASE_BASE32))
    throw new ContentError(
      'BAD_CID',
      `"${text.slice(0, 70)}" is not a CIDv1 in base 32 ("b" and ${TEXT_LENGTH - 1} characters)`,
    )
  const bytes = base32Decode(text.slice(1))
  if (!bytes) throw new ContentError('BAD_CID', `"${text}" is not canonical base 32`)
  checkForm(bytes)
  return bytes
}

function checkForm(bytes: Uint8Array): void {
  const codecKnown = bytes[1] === CODEC_BYTES.raw || bytes[1] === CODEC_BYTES['dag-pb']
  const form = Uint8Array.of(VERSION, bytes[1], SHA2_256, DIGEST_LENGTH)
  if (bytes.length !== CID_LENGTH || !codecKnown || !equalBytes(bytes.subarray(0, form.length), form))
    throw new ContentError('BAD_CID', 'Expected a CIDv1 of codec raw or dag-pb with a sha2-256 hash')
}
