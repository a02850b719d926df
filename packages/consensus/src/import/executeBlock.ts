import { CodecError, equalBytes, merkleRoot, toHex } from '@echochain/codec'
import type { SignatureBatch, SignatureVerifier } from '@echochain/crypto'
import {
  type Block,
  BlockExecution,
  type DecodedEntries,
  decodeExtrinsic,
  type ExecutedBlock,
  type Extrinsic,
  extrinsicHash,
  ImpliedAdditionals,
  InvalidTransactionError,
  type Runtime,
  signaturePayload,
} from '@echochain/frame'
import type { HeaderClaims } from '@echochain/runtime'
import { StateError, type StateView } from '@echochain/state'
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
  checkBody(block, runtime)
  const environment = {
    number: header.number,
    parentHash: header.parentHash,
    slot: claims.claim.slot,
    author: claims.author,
    digest: header.digest.logs.slice(0, 3),
  }
  const execution = new BlockExecution(runtime, job.parentState, environment, job.inherited)
  const batch = job.verifier?.begin()
  const pacer = new Pacer()
  try {
    const extrinsics = await prepareAll(job, execution, batch, pacer)
    await applyAll(execution, extrinsics, pacer)
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

/** What can be said of the extrinsics before they are looked at one by one. */
function checkBody({ header, extrinsics }: Block, { limits }: Runtime): void {
  let sizeBytes = 0
  for (const extrinsic of extrinsics) sizeBytes += extrinsic.length
  if (sizeBytes > limits.maxBytes)
    throw new ImportError('TOO_LARGE', `The extrinsics take ${sizeBytes} bytes of at most ${limits.maxBytes}`)
  if (toHex(merkleRoot(extrinsics)) !== header.extrinsicsRoot)
    throw new ImportError('WRONG_EXTRINSICS_ROOT', 'The extrinsics are not those the header commits to')
}

/** Decodes all before the first one runs, so that the workers have their signatures early. */
async function prepareAll(
  job: BlockToExecute,
  execution: BlockExecution,
  batch: SignatureBatch | undefined,
  pacer: Pacer,
): Promise<Extrinsic[]> {
  const additionals = new ImpliedAdditionals(job.runtime, execution.ctx)
  const prepared: Extrinsic[] = []
  for (const bytes of job.block.extrinsics) {
    try {
      prepared.push(prepareExtrinsic(job, additionals, batch, bytes))
    } catch (cause) {
      throw asUndecodable(cause, prepared.length) ?? blameBlock(cause, `Extrinsic ${prepared.length}`)
    }
    if (pacer.isDue) await pacer.pause()
  }
  return prepared
}

/** Decodes an extrinsic, or finds it decoded, and hands its signature to the workers unless it is known. */
function prepareExtrinsic(
  { runtime, verified }: BlockToExecute,
  additionals: ImpliedAdditionals,
  batch: SignatureBatch | undefined,
  bytes: Uint8Array,
): Extrinsic {
  const known = batch && verified.find(extrinsicHash(bytes))
  const extrinsic = known?.extrinsic ?? decodeExtrinsic(runtime, bytes)
  const { signed } = extrinsic
  if (!signed || !batch) return extrinsic
  const additional = additionals.of(signed)
  if (known && equalBytes(known.additional, additional)) return known.extrinsic
  batch.add(signed.signature, signaturePayload(signed.ownPayload, additional), signed.account)
  // What is known under other circumstances may have been decoded by another runtime.
  return known ? decodeExtrinsic(runtime, bytes) : extrinsic
}

async function applyAll(execution: BlockExecution, extrinsics: readonly Extrinsic[], pacer: Pacer): Promise<void> {
  for (let index = 0; index < extrinsics.length; index++) {
    try {
      execution.apply(extrinsics[index])
    } catch (cause) {
      throw blameBlock(cause, `Extrinsic ${index}`)
    }
    if (pacer.isDue) await pacer.pause()
  }
}

function asUndecodable(cause: unknown, index: number): ImportError | undefined {
  if (!(cause instanceof CodecError)) return undefined
  return new ImportError('UNDECODABLE_EXTRINSIC', `Extrinsic ${index} cannot be decoded: ${cause.message}`, { cause })
}

/** A state that cannot be read is the node's trouble; all else is the same on every node. */
function blameBlock(cause: unknown, what: string): unknown {
  if (cause instanceof StateError || cause instanceof ImportError) return cause
  const { message } = cause as Error
  if (cause instanceof InvalidTransactionError)
    return new ImportError('INVALID_EXTRINSIC', `${what} may not stand here: ${message}`, { cause })
  return new ImportError('EXECUTION_FAILED', `${what} breaks the runtime: ${message}`, { cause })
}

function finish(execution: BlockExecution): ExecutedBlock {
  try {
    return execution.finish()
  } catch (cause) {
    throw blameBlock(cause, 'The block')
  }
}

async function expectAllValid(batch: SignatureBatch | undefined): Promise<void> {
  const verdicts = await batch?.finish()
  const bad = verdicts?.indexOf(false) ?? -1
  if (bad >= 0) throw new ImportError('BAD_SIGNATURE', `Signature ${bad} of those checked does not hold`)
}
