import { merkleRoot, toHex } from '@echochain/codec'
import type { BlsSecretKey } from '@echochain/crypto'
import { type Block, decodeExtrinsic, type Header, type OpaqueExtrinsic } from '@echochain/frame'
import { readClaims, type Slot } from '@echochain/runtime'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { Chain } from '../chain/Chain.ts'
import type { BlockImporter } from '../import/BlockImporter.ts'
import type { StateKeeper } from '../import/StateKeeper.ts'
import { buildBlock, sealHeader } from '../production/buildBlock.ts'

export interface BlockBuilderParts {
  readonly chain: Chain
  readonly importer: BlockImporter
  readonly keeper: StateKeeper
  /** Keys of all validators. */
  readonly keys: readonly BlsSecretKey[]
}

/** Makes blocks on any parent in any later slot, as if every validator did as told. */
export class BlockBuilder {
  readonly #parts: BlockBuilderParts

  constructor(parts: BlockBuilderParts) {
    this.#parts = parts
  }

  /** A valid block, not imported. Throws when one of the extrinsics may not stand in it. */
  build(parent: BlockNode, slot: Slot, extrinsics: readonly OpaqueExtrinsic[] = []): Promise<Block> {
    const { chain, importer, keeper } = this.#parts
    return importer.exclusively(async () => {
      await keeper.ensure(parent)
      const built = await buildBlock(chain, {
        parent,
        slot,
        findKey: (publicKey) => this.#findKey(toHex(publicKey)),
        addTransactions: async (execution, runtime) => {
          for (const bytes of extrinsics) execution.apply(decodeExtrinsic(runtime, bytes))
          return extrinsics
        },
      })
      return built!.block
    })
  }

  /** A chain of blocks on `parent`, one in each of the slots, imported. `extrinsicsAt` says what is in which. */
  async grow(
    parent: BlockNode,
    slots: Iterable<Slot>,
    extrinsicsAt: (slot: Slot) => readonly OpaqueExtrinsic[] = () => [],
  ): Promise<BlockNode[]> {
    const nodes: BlockNode[] = []
    for (const slot of slots) {
      const block = await this.build(nodes.at(-1) ?? parent, slot, extrinsicsAt(slot))
      nodes.push(await this.#parts.importer.import(block))
    }
    return nodes
  }

  /** The block with other contents, made to look right again: extrinsics root and the proposer's seal. */
  forge(block: Block, change: { header?: Partial<Header>; extrinsics?: readonly OpaqueExtrinsic[] }): Block {
    const extrinsics = change.extrinsics ?? block.extrinsics
    const header = { ...block.header, extrinsicsRoot: toHex(merkleRoot(extrinsics)), ...change.header }
    return { header: this.#seal(header, readClaims(block.header.digest.logs).claim.validatorIndex), extrinsics }
  }

  #seal(header: Header, validatorIndex: number): Header {
    return sealHeader(header, this.#parts.keys[validatorIndex], this.#parts.chain.genesisHash)
  }

  #findKey(publicKey: string): BlsSecretKey {
    return this.#parts.keys.find((key) => toHex(key.publicKey) === publicKey)!
  }
}
