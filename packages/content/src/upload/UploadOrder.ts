import type { Hash } from '@echochain/codec'

/** Most files in one order: its text has to be readable in a wallet. */
export const MAX_FILES_PER_ORDER = 50

/** What an order says of a file. */
export interface OrderedFile {
  /** Bytes of the file. */
  readonly size: number
  /** SHA-256 of the file. */
  readonly sha256: Hash
}

/** What an account signs to upload a file: nothing in it can be used for another file, chain or time. */
export interface UploadOrder extends OrderedFile {
  /** SS58 address of the account that signs and whose quota is used. */
  readonly account: string
  /** All files that are ordered with one signature, this one included; each is then uploaded by itself. */
  readonly files?: readonly OrderedFile[]
  /** The chain the account belongs to. */
  readonly genesisHash: Hash
  /** When the order ends, in milliseconds since 1970. Also makes two orders for one file differ. */
  readonly expires: number
}

/** The text a wallet shows and signs (as UTF-8, plain or as browser wallets wrap it). */
export const uploadMessage = (order: UploadOrder): string =>
  [
    order.files ? `EchoChain: upload ${order.files.length} files` : 'EchoChain: upload a file',
    `Account: ${order.account}`,
    ...(order.files?.map(describeFile) ?? [`Size: ${order.size} bytes`, `SHA-256: ${order.sha256}`]),
    `Genesis: ${order.genesisHash}`,
    `Expires: ${new Date(order.expires).toISOString()}`,
  ].join('\n')

const describeFile = ({ size, sha256 }: OrderedFile, index: number): string =>
  `File ${index + 1}: ${size} bytes, SHA-256 ${sha256}`

/** Browser wallets put this around what they sign, so that no page gets a transaction signed as a text. */
export const wrapForWallet = (message: string): string => `<Bytes>${message}</Bytes>`
