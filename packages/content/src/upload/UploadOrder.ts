import type { Hash } from '@echochain/codec'

/** What an account signs to upload a file: nothing in it can be used for another file, chain or time. */
export interface UploadOrder {
  /** SS58 address of the account that signs and whose quota is used. */
  readonly account: string
  /** Bytes of the file. */
  readonly size: number
  /** SHA-256 of the file. */
  readonly sha256: Hash
  /** The chain the account belongs to. */
  readonly genesisHash: Hash
  /** When the order ends, in milliseconds since 1970. Also makes two orders for one file differ. */
  readonly expires: number
}

/** The text a wallet shows and signs (as UTF-8, plain or as browser wallets wrap it). */
export const uploadMessage = ({ account, size, sha256, genesisHash, expires }: UploadOrder): string =>
  [
    'EchoChain: upload a file',
    `Account: ${account}`,
    `Size: ${size} bytes`,
    `SHA-256: ${sha256}`,
    `Genesis: ${genesisHash}`,
    `Expires: ${new Date(expires).toISOString()}`,
  ].join('\n')

/** Browser wallets put this around what they sign, so that no page gets a transaction signed as a text. */
export const wrapForWallet = (message: string): string => `<Bytes>${message}</Bytes>`
