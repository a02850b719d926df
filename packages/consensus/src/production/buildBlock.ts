import { equalBytes, fromHex, merkleRoot, toHex } from '@echochain/codec'
import type { BlsSecretKey } from '@echochain/crypto'
import {
  bareExtrinsic,
  type Block,
  BlockExecution,
  decodeExtrinsic,
  type Header,
  headerHash,
  type OpaqueExtrinsic,
  type Runtime,
} from '@echochain/frame'
import { preRuntimeLogs, sealLog, setRootsLog, type Slot } from '@echochain/runtime'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { Chain } from '../chain/Chain.ts'
import { slotStartMs } from '../clock/SlotTicker.ts'
import { EpochDuties } from '../duties/EpochDuties.ts'
import type { BuiltBlock } from '../import/BlockImporter.ts'
import { revealRoot, sealRoot } from '../import/checkHeader.ts'

export interface BlockPlan {
  /** Its state must be at hand ({@link StateKeeper.ensure}). */
  readonly parent: BlockNode
  readonly slot: Slot
  /** The key of whoever may propose in the slot, if it is here. */
  readonly findKey: (publicKey: Uint8Array) => BlsSecretKey | undefined
  /** Applies what comes after the inherents, and returns it. */
  readonly addTransactions: (execution: BlockExecution, runtime: Runtime) => Promise<readonly OpaqueExtrinsic[]>
}

/** Makes a block, without importing it. `undefined` if the slot belongs to a validator whose key is not here. */
export async function buildBlock(chain: Chain, plan: BlockPlan): Promise<BuiltBlock | undefined> {
  const { parent, slot } = plan
  const parentState = chain.state.view(parent)
  const runtime = chain.runtimes.inForceAt(parentState)
  const duties = new EpochDuties(parentState)
  const validatorIndex = duties.proposerOf(slot)
  const { account: author, blsKey } = duties.validators[validatorIndex]
  const key = plan.findKey(fromHex(blsKey))
  if (!key) return undefined
  const reveal = key.sign(revealRoot(chain.genesisHash, slot))
  const logs = [...preRuntimeLogs(author, { slot, validatorIndex, reveal }), setRootsLog(duties.setRoots)]
  const environment = { number: parent.number + 1, parentHash: parent.hash, slot, author, digest: logs }
  const execution = new BlockExecution(runtime, parentState, environment, chain.decodedAt(parent.hash))
  const inherents = applyInherents(runtime, execution, slotStartMs(slot, chain.parameters))
  const extrinsics = [...inherents, ...(await plan.addTransactions(execution, runtime))]
  const executed = execution.finish()
  const prepared = chain.state.prepare(parent, executed.changes)
  const header: Header = {
    parentHash: parent.hash,
    number: environment.number,
    stateRoot: prepared.root,
    extrinsicsRoot: toHex(merkleRoot(extrinsics)),
    digest: { logs: [...logs, ...executed.deposited] },
  }
  const block: Block = { header: sealHeader(header, key, chain.genesisHash), extrinsics }
  return { block, hash: headerHash(block.header), slot, prepared, executed }
}

function applyInherents(runtime: Runtime, execution: BlockExecution, timestampMs: number): OpaqueExtrinsic[] {
  return runtime.inherents.flatMap(({ create }) => {
    const call = create({ timestampMs: BigInt(timestampMs) })
    if (!call) return []
    const bytes = bareExtrinsic(runtime, call)
    execution.apply(decodeExtrinsic(runtime, bytes))
    return [bytes]
  })
}

/** The header with its proposer's signature at the end of the digest, in place of one that is there already. */
export function sealHeader(header: Header, key: BlsSecretKey, genesisHash: Header['parentHash']): Header {
  const seal = sealLog(key.sign(sealRoot(genesisHash, header)))
  const logs = header.digest.logs.filter(({ type }) => type !== 'Seal')
  return { ...header, digest: { logs: [...logs, seal] } }
}

/** Finds the one key a validator has. */
export const onlyKey =
  (key: BlsSecretKey): BlockPlan['findKey'] =>
  (publicKey) =>
    equalBytes(key.publicKey, publicKey) ? key : undefined
