import { decode, fromHex, type Hash, type Hex } from '@echochain/codec'
import { DigestItem, type Header } from '@echochain/frame'

/** A header as JSON-RPC shows it. */
export interface HeaderJson {
  readonly parentHash: Hash
  /** Hexadecimal, without leading zeros. */
  readonly number: Hex
  readonly stateRoot: Hash
  readonly extrinsicsRoot: Hash
  readonly digest: { readonly logs: readonly Hex[] }
}

export const readHeader = ({ parentHash, number, stateRoot, extrinsicsRoot, digest }: HeaderJson): Header => ({
  parentHash,
  number: Number(number),
  stateRoot,
  extrinsicsRoot,
  digest: { logs: digest.logs.map((log) => decode(DigestItem, fromHex(log))) },
})
