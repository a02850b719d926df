import type { StateChange } from '@echochain/state'
import { type DispatchError } from '../dispatch/DispatchError.ts'
import { NONE, signedBy } from '../dispatch/Origin.ts'
import type { Weight } from '../dispatch/Weight.ts'
import type { Extrinsic, SignedParts } from '../extrinsic/Extrinsic.ts'
import type { DigestItem } from '../block/Header.ts'
import type { RuntimeCall } from '../module/declarations.ts'
import type { Runtime } from '../runtime/defineRuntime.ts'
import type { DispatchInfo } from '../system/DispatchInfo.ts'
import { BLOCK_HASH_COUNT, systemEvents, systemStorage } from '../system/system.ts'
import { type BlockEnvironment, Context } from '../world/Context.ts'
import { type DecodedEntries, Overlay, type ParentState } from '../world/Overlay.ts'
import { invalid } from './Validity.ts'

/** What executing a block came to. */
export interface ExecutedBlock {
  readonly changes: readonly StateChange[]
  /** Logs the block itself added to its digest. */
  readonly deposited: readonly DigestItem[]
  /** Decoded values to start the child block with. */
  readonly entries: DecodedEntries
  readonly weight: Weight
}

/** The weight of a call, without what every extrinsic costs. */
export const callWeight = ({ call, args }: RuntimeCall): Weight =>
  typeof call.weight === 'function' ? call.weight(args) : call.weight

/**
 * Runs one block: construct, {@link apply} extrinsics in order, {@link finish}. Signatures are the caller's business;
 * everything else that makes an extrinsic valid is checked here. Pure: nothing leaves it but the result of `finish`.
 */
export class BlockExecution {
  readonly #runtime: Runtime
  readonly ctx: Context
  #index = 0
  #bytes = 0
  /** Position in the runtime's list of inherents after the last one applied; past the end once signed ones began. */
  #nextInherent = 0
  readonly #appliedInherents = new Set<number>()

  constructor(runtime: Runtime, parent: ParentState, environment: BlockEnvironment, inherited?: DecodedEntries) {
    this.#runtime = runtime
    this.ctx = new Context(environment, new Overlay(parent, inherited))
    this.#initialize()
  }

  #initialize(): void {
    const { ctx } = this
    const { number, parentHash, digest } = ctx.block
    ctx.slot(systemStorage.number).value = number
    ctx.slot(systemStorage.parentHash).value = parentHash
    ctx.slot(systemStorage.blockHash, number - 1).value = parentHash
    const forgotten = number - 1 - BLOCK_HASH_COUNT
    if (forgotten > 0) ctx.slot(systemStorage.blockHash, forgotten).remove() // the genesis hash stays
    ctx.slot(systemStorage.digest).value = { logs: digest }
    for (const module of this.#runtime.modules) module.onInitialize?.(ctx)
    this.#beginExtrinsic()
  }

  #beginExtrinsic(): void {
    this.ctx.overlay.clearJournal()
    this.ctx.phase = { type: 'ApplyExtrinsic', index: this.#index }
  }

  /**
   * Applies the next extrinsic, whose signature the caller has seen to. Returns the error of its call if that failed.
   * Whatever it throws, nothing has changed then, and the block can go on without this extrinsic.
   * @throws InvalidTransactionError when it may not stand in this block.
   */
  apply(extrinsic: Extrinsic): DispatchError | undefined {
    const { limits } = this.#runtime
    const weight = limits.baseExtrinsicWeight + callWeight(extrinsic.call)
    const { length } = extrinsic.bytes
    if (this.ctx.weight + weight > limits.maxWeight || this.#bytes + length > limits.maxBytes)
      throw invalid('ExhaustsResources', 'The block has no room left for this extrinsic')
    const checkpoint = this.ctx.checkpoint()
    let failure: DispatchError | undefined
    try {
      if (extrinsic.signed) failure = this.#applySigned(extrinsic.call, extrinsic.signed, weight, length)
      else this.#applyInherent(extrinsic.call, weight)
    } catch (error) {
      this.ctx.rollback(checkpoint)
      throw error
    }
    this.ctx.weight += weight
    this.#bytes += length
    this.#index++
    this.#beginExtrinsic()
    return failure
  }

  #applySigned(call: RuntimeCall, signed: SignedParts, weight: Weight, length: number): DispatchError | undefined {
    const { ctx } = this
    const transaction = { account: signed.account, call, weight, length }
    const { extensions } = this.#runtime
    for (let i = 0; i < extensions.length; i++) extensions[i].prepare?.(ctx, transaction, signed.extras[i])
    const failure = ctx.tryDispatch(call, signedBy(signed.account))
    this.#reportOutcome(failure, { weight, class: 'Normal', paysFee: 'Yes' })
    this.#nextInherent = this.#runtime.inherents.length
    return failure
  }

  #applyInherent(call: RuntimeCall, weight: Weight): void {
    const at = this.#runtime.inherents.findIndex((inherent) => inherent.call === call.call)
    if (at < this.#nextInherent)
      throw invalid('BadMandatory', `${call.call.path} may not stand unsigned at this place of a block`)
    const failure = this.ctx.tryDispatch(call, NONE)
    if (failure) throw invalid('BadMandatory', `Inherent ${call.call.path} failed: ${failure.message}`)
    this.#reportOutcome(undefined, { weight, class: 'Mandatory', paysFee: 'No' })
    this.#nextInherent = at + 1
    this.#appliedInherents.add(at)
  }

  #reportOutcome(failure: DispatchError | undefined, dispatchInfo: DispatchInfo): void {
    if (failure) this.ctx.emit(systemEvents.ExtrinsicFailed, { dispatchError: failure.value, dispatchInfo })
    else this.ctx.emit(systemEvents.ExtrinsicSuccess, { dispatchInfo })
  }

  /** Runs the closing hooks and hands over the result. Throws `InvalidTransactionError` when an inherent is missing. */
  finish(): ExecutedBlock {
    const { ctx } = this
    this.#runtime.inherents.forEach(({ required, call }, at) => {
      if (required && !this.#appliedInherents.has(at)) throw invalid('BadMandatory', `The block lacks ${call.path}`)
    })
    ctx.phase = { type: 'Finalization' }
    for (const module of this.#runtime.modules) module.onFinalize?.(ctx)
    if (ctx.deposited.length > 0)
      ctx.slot(systemStorage.digest).value = { logs: [...ctx.block.digest, ...ctx.deposited] }
    ctx.slot(systemStorage.events).value = ctx.events.toBytes()
    return {
      changes: ctx.overlay.changes(),
      deposited: ctx.deposited,
      entries: ctx.overlay.entries(),
      weight: ctx.weight,
    }
  }
}
