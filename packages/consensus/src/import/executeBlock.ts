import { equalBytes, merkleRoot, toHex } from '@echochain/codec'
import type { SignatureBatch, SignatureVerifier } from '@echochain/crypto'
import {
  type Block,
  BlockExecution,
  type DecodedEntries,
  decodeExtrinsic,
  type ExecutedBlock,
  type Extrinsic,
  extrinsicHash,
  impliedAdditional,
  InvalidTransactionError,
  type Runtime,
  signaturePayload,
} from '@echochain/frame'
import type { HeaderClaims } from '@echochain/runtime'
import type { StateView } from '@echochain/state'
import { ImportError } from './ImportError.ts'
import { Pacer } from './Pacer.ts'
import type { VerifiedExtrinsics } from './VerifiedExtrinsics.ts'

export interface BlockToExecute {
  readonly block: Block
  readonly claims: HeaderClaims
  readonly runtime: Runtime
  readonly parentState: StateView
  /** Decoded values the parent's execution left, if it is at hand. */
  readonly inherited: DecodedEntries | undefined
  readonly verified: VerifiedExtrinsics
  /** Absent when the signatures were verified before, as for blocks from this node's own disk. */
  readonly verifier: SignatureVerifier | undefined
}

/**
 * Executes a block on its parent's state while workers verify the signatures that are not known yet. Checks all that
 * the block itself claims but its state root. Throws `ImportError`.
 */
export async function executeBlock(job: BlockToExecute): Promise<ExecutedBlock> {
  const { block, claims, runtime } = job
  const { header } = block
  if (toHex(merkleRoot(block.extrinsics)) !== header.extrinsicsRoot)
    throw new ImportError('WRONG_EXTRINSICS_ROOT', 'The extrinsics are not those the header commits to')
  const execution = new BlockExecution(
    runtime,
    job.parentState,
    {
      number: header.number,
      parentHash: header.parentHash,
      slot: claims.claim.slot,
      author: claims.author,
      digest: header.digest.logs.slice(0, 3),
    },
    job.inherited,
  )
  const batch = job.verifier?.begin()
  try {
    const extrinsics = block.extrinsics.map((bytes, index) => prepareExtrinsic(job, execution, batch, bytes, index))
    await applyAll(execution, extrinsics)
    const executed = finish(execution)
    if (executed.deposited.length !== claims.deposited.length)
      throw new ImportError('WRONG_LOGS', 'The digest does not have the logs that the block made')
    await expectAllValid(batch)
    return executed
  } catch (error) {
    await batch?.finish().catch(() => {}) // lets the workers go on to the next block
    throw error
  }
}

/** Decodes an extrinsic, or finds it decoded, and hands its signature to the workers unless it is known. */
function prepareExtrinsic(
  { runtime, verified }: BlockToExecute,
  execution: BlockExecution,
  batch: SignatureBatch | undefined,
  bytes: Uint8Array,
  index: number,
): Extrinsic {
  const known = verified.find(extrinsicHash(bytes))
  const extrinsic = known?.extrinsic ?? decodeAt(runtime, bytes, index)
  const { signed } = extrinsic
  if (!signed || !batch) return extrinsic
  const additional = invalidAt(index, () => impliedAdditional(runtime, execution.ctx, signed))
  if (!known || !equalBytes(known.additional, additional))
    batch.add(signed.signature, signaturePayload(signed.ownPayload, additional), signed.account)
  return extrinsic
}

function decodeAt(runtime: Runtime, bytes: Uint8Array, index: number): Extrinsic {
  try {
    return decodeExtrinsic(runtime, bytes)
  } catch (error) {
    throw new ImportError(
      'UNDECODABLE_EXTRINSIC',
      `Extrinsic ${index} cannot be decoded: ${(error as Error).message}`,
      {
        cause: error,
      },
    )
  }
}

function invalidAt<T>(index: number, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof InvalidTransactionError)) throw error
    throw new ImportError('INVALID_EXTRINSIC', `Extrinsic ${index} may not stand here: ${error.message}`, {
      cause: error,
    })
  }
}

async function applyAll(execution: BlockExecution, extrinsics: readonly Extrinsic[]): Promise<void> {
  const pacer = new Pacer()
  for (let index = 0; index < extrinsics.length; index++) {
    invalidAt(index, () => execution.apply(extrinsics[index]))
    if (pacer.isDue) await pacer.pause()
  }
}

function finish(execution: BlockExecution): ExecutedBlock {
  try {
    return execution.finish()
  } catch (error) {
    if (!(error instanceof InvalidTransactionError)) throw error
    throw new ImportError('INVALID_EXTRINSIC', error.message, { cause: error })
  }
}

async function expectAllValid(batch: SignatureBatch | undefined): Promise<void> {
  const verdicts = await batch?.finish()
  const bad = verdicts?.indexOf(false) ?? -1
  if (bad >= 0) throw new ImportError('BAD_SIGNATURE', `Signature ${bad} of those checked does not hold`)
}
