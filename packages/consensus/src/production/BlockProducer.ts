import { toHex, merkleRoot, equalBytes, fromHex } from '@echochain/codec'
import type { BlsSecretKey } from '@echochain/crypto'
import {
  bareExtrinsic,
  type Block,
  BlockExecution,
  decodeExtrinsic,
  type Header,
  headerHash,
  impliedAdditional,
  InvalidTransactionError,
  type OpaqueExtrinsic,
  type Runtime,
} from '@echochain/frame'
import { preRuntimeLogs, sealLog, setRootsLog, type Slot } from '@echochain/runtime'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { Chain } from '../chain/Chain.ts'
import type { StateKeeper } from '../import/StateKeeper.ts'
import type { Clock } from '../clock/Clock.ts'
import { slotStartMs } from '../clock/SlotTicker.ts'
import { EpochDuties } from '../duties/EpochDuties.ts'
import type { BlockImporter, BuiltBlock } from '../import/BlockImporter.ts'
import { revealRoot, sealRoot } from '../import/checkHeader.ts'
import { Pacer } from '../import/Pacer.ts'
import type { TransactionSource } from './TransactionSource.ts'

/** Part of a slot in which a proposer fills its block, so that others have the rest to check it and vote. */
const FILLING_SHARE = 0.4
/** Transactions that do not fit are passed over; after this many in a row the block counts as full. */
const MAX_MISFITS = 100

export interface ProducerParts {
  readonly chain: Chain
  readonly importer: BlockImporter
  readonly keeper: StateKeeper
  readonly transactions: TransactionSource
  readonly key: BlsSecretKey
  readonly clock: Clock
}

/** Makes the blocks of one validator: in each slot that is its own, on top of the best block. */
export class BlockProducer {
  readonly #parts: ProducerParts

  constructor(parts: ProducerParts) {
    this.#parts = parts
  }

  /** Makes and imports the block of a slot. `undefined` if the slot is not this validator's or the chain is past it. */
  propose(slot: Slot): Promise<BlockNode | undefined> {
    const { importer, chain, keeper } = this.#parts
    return importer.exclusively(async () => {
      const parent = chain.best
      if (slot <= parent.slot) return undefined
      await keeper.ensure(parent)
      const duties = new EpochDuties(chain.state.view(parent))
      const index = duties.proposerOf(slot)
      if (!equalBytes(fromHex(duties.validators[index].blsKey), this.#parts.key.publicKey)) return undefined
      return importer.adoptBuilt(await this.#build(parent, slot, index, duties))
    })
  }

  async #build(parent: BlockNode, slot: Slot, validatorIndex: number, duties: EpochDuties): Promise<BuiltBlock> {
    const { chain, key } = this.#parts
    const parentState = chain.state.view(parent)
    const runtime = chain.runtimes.inForceAt(parentState)
    const author = duties.validators[validatorIndex].account
    const reveal = key.sign(revealRoot(chain.genesisHash, slot))
    const logs = [...preRuntimeLogs(author, { slot, validatorIndex, reveal }), setRootsLog(duties.setRoots)]
    const environment = { number: parent.number + 1, parentHash: parent.hash, slot, author, digest: logs }
    const execution = new BlockExecution(runtime, parentState, environment, chain.decodedAt(parent.hash))
    const extrinsics = [
      ...this.#applyInherents(runtime, execution, slot),
      ...(await this.#fill(runtime, execution, slot)),
    ]
    const executed = execution.finish()
    const prepared = chain.state.prepare(parent, executed.changes)
    const header = this.#seal({
      parentHash: parent.hash,
      number: environment.number,
      stateRoot: prepared.root,
      extrinsicsRoot: toHex(merkleRoot(extrinsics)),
      digest: { logs: [...logs, ...executed.deposited] },
    })
    const block: Block = { header, extrinsics }
    return { block, hash: headerHash(header), slot, prepared, executed }
  }

  #applyInherents(runtime: Runtime, execution: BlockExecution, slot: Slot): OpaqueExtrinsic[] {
    const data = { timestampMs: BigInt(slotStartMs(slot, this.#parts.chain.parameters)) }
    return runtime.inherents.flatMap(({ create }) => {
      const call = create(data)
      if (!call) return []
      const bytes = bareExtrinsic(runtime, call)
      execution.apply(decodeExtrinsic(runtime, bytes))
      return [bytes]
    })
  }

  /** Adds transactions until the block is full, the time is up, or there are none. */
  async #fill(runtime: Runtime, execution: BlockExecution, slot: Slot): Promise<OpaqueExtrinsic[]> {
    const { chain, clock, transactions } = this.#parts
    const deadline = slotStartMs(slot, chain.parameters) + chain.parameters.slotMs * FILLING_SHARE
    const pacer = new Pacer()
    const included: OpaqueExtrinsic[] = []
    let misfits = 0
    for (const transaction of transactions.ready()) {
      const { extrinsic } = transaction
      try {
        // Signed for another fork or runtime than this block's: the signature says nothing here.
        if (!equalBytes(impliedAdditional(runtime, execution.ctx, extrinsic.signed!), transaction.additional)) continue
        execution.apply(extrinsic)
        included.push(extrinsic.bytes)
      } catch (error) {
        if (!(error instanceof InvalidTransactionError)) throw error
        if (error.code !== 'ExhaustsResources') transactions.reject(transaction, error)
        else if (++misfits >= MAX_MISFITS) break
      }
      if (pacer.isDue) await pacer.pause()
      if (clock.now() > deadline) break
    }
    return included
  }

  #seal(header: Header): Header {
    const signature = this.#parts.key.sign(sealRoot(this.#parts.chain.genesisHash, header))
    return { ...header, digest: { logs: [...header.digest.logs, sealLog(signature)] } }
  }
}
