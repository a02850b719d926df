import { concatBytes, encode } from '@echochain/codec'
import { blake3 } from '@noble/hashes/blake3.js'
import type { Runtime } from '../../runtime/defineRuntime.ts'
import { describeRuntime } from '../describeRuntime.ts'
import { DigestedExtrinsic, MetadataDigest, TypeLeaf } from './DigestLayout.ts'
import { SignedTypes } from './SignedTypes.ts'

/** How a wallet shows accounts and amounts of the chain. */
export interface ChainDisplay {
  /** SS58 prefix of addresses. */
  readonly base58Prefix: number
  readonly decimals: number
  readonly tokenSymbol: string
}

/**
 * The 32-byte digest of a runtime's metadata (RFC-78) that `CheckMetadataHash` lets a transaction commit to: a wallet
 * that shows a transaction by metadata of this digest cannot have been deceived. Takes some milliseconds.
 */
export function computeMetadataHash(runtime: Runtime, display: ChainDisplay): Uint8Array {
  const model = describeRuntime(runtime)
  const types = new SignedTypes(model)
  const { version, address, call, signature, extensions } = model.extrinsic
  const extrinsic = {
    version,
    address: types.refTo(address),
    call: types.refTo(call),
    signature: types.refTo(signature),
    extensions: extensions.map(({ identifier, extra, additional }) => ({
      identifier,
      extra: types.refTo(extra),
      additional: types.refTo(additional),
    })),
  }
  const { base58Prefix, decimals, tokenSymbol } = display
  const value = {
    typesRoot: treeRoot(types.leaves().map((leaf) => blake3(encode(TypeLeaf, leaf)))),
    extrinsicHash: blake3(encode(DigestedExtrinsic, extrinsic)),
    specVersion: runtime.version.specVersion,
    specName: runtime.version.specName,
    base58Prefix,
    decimals,
    tokenSymbol,
  }
  return blake3(encode(MetadataDigest, { type: 'V1', value }))
}

/** Root of the complete binary tree over hashes: node i has the children 2i + 1 and 2i + 2, the leaves come last. */
function treeRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const nodes = [...Array.from<Uint8Array>({ length: leaves.length - 1 }), ...leaves]
  for (let i = leaves.length - 2; i >= 0; i--) nodes[i] = blake3(concatBytes(nodes[2 * i + 1], nodes[2 * i + 2]))
  return nodes[0]
}
