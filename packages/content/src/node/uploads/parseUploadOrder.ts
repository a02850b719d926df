import { type AccountId, fromHex, type Hex, ss58Decode, ss58Encode } from '@echochain/codec'
import { ContentError } from '../../ContentError.ts'
import { MAX_FILES_PER_ORDER, type OrderedFile, type UploadOrder } from '../../upload/UploadOrder.ts'

/** Longest signature: a MultiSignature of secp256k1 with its tag, 66 bytes. */
const MAX_SIGNATURE_LENGTH = 66
const HASH_TEXT = /^0x[0-9a-f]{64}$/

export interface SignedOrder {
  readonly order: UploadOrder
  readonly account: AccountId
  /** Bytes of a MultiSignature. */
  readonly signature: Uint8Array
}

/** Checks the form of a signed order from outside, nothing of its meaning. Throws `BAD_REQUEST`. */
export function parseUploadOrder(body: unknown): SignedOrder {
  const { account, files, genesisHash, expires, signature } = (body ?? {}) as Record<string, unknown>
  demand(typeof account === 'string' && account.length <= 64, '"account" must be an SS58 address')
  const file = parseFile(body)
  demand(isCount(expires) && expires < 8.64e15, '"expires" must be milliseconds since 1970')
  demand(isHash(genesisHash), '"genesisHash" must be "0x" and 64 lower-case hexadecimal digits')
  demand(
    typeof signature === 'string' && signature.length <= 2 + 2 * MAX_SIGNATURE_LENGTH,
    '"signature" must be hexadecimal',
  )
  const accountId = parsed('"account"', () => ss58Decode(account).account)
  return {
    order: { account, ...file, ...(files !== undefined && { files: parseFiles(files, file) }), genesisHash, expires },
    account: accountId,
    signature: parsed('"signature"', () => fromHex(signature)),
  }
}

function parseFile(body: unknown): OrderedFile {
  const { size, sha256 } = (body ?? {}) as Record<string, unknown>
  demand(isCount(size), '"size" must be a number of bytes')
  demand(isHash(sha256), '"sha256" must be "0x" and 64 lower-case hexadecimal digits')
  return { size, sha256 }
}

function parseFiles(files: unknown, file: OrderedFile): readonly OrderedFile[] {
  demand(Array.isArray(files) && files.length <= MAX_FILES_PER_ORDER, `"files" must be at most ${MAX_FILES_PER_ORDER}`)
  const parsedFiles = files.map(parseFile)
  const isListed = parsedFiles.some(({ size, sha256 }) => size === file.size && sha256 === file.sha256)
  demand(isListed, '"files" must name the file that is uploaded')
  return parsedFiles
}

/** One text for an account, whatever network prefix its owner used. */
export const accountName = (account: AccountId): string => ss58Encode(account)

function demand(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ContentError('BAD_REQUEST', message)
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const isHash = (value: unknown): value is Hex => typeof value === 'string' && HASH_TEXT.test(value)

function parsed<T>(field: string, parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    throw new ContentError('BAD_REQUEST', `${field}: ${(cause as Error).message}`, { cause })
  }
}
