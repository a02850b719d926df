import { ByteWriter } from '@echochain/codec'
import type { Extrinsic, SignedParts } from '../extrinsic/Extrinsic.ts'
import { signaturePayload } from '../extrinsic/Extrinsic.ts'
import type { Runtime } from '../runtime/defineRuntime.ts'
import type { Context } from '../world/Context.ts'
import { callWeight } from './BlockExecution.ts'
import { invalid, noUnsignedValidator, type ValidTransaction } from './Validity.ts'

const FOR_EVER = (1n << 64n) - 1n

/**
 * What must have been signed beside the extrinsic itself, as the chain sees it at `ctx`: versions, genesis, the block
 * its era began with. Throws `InvalidTransactionError`.
 */
export const impliedAdditional = (runtime: Runtime, ctx: Context, signed: SignedParts): Uint8Array =>
  new ImpliedAdditionals(runtime, ctx).of(signed)

/** Sets of values that an {@link ImpliedAdditionals} remembers: one for each era that is common in a block. */
const REMEMBERED = 16

/** {@link impliedAdditional} for many extrinsics at one place of the chain: most share all values with others. */
export class ImpliedAdditionals {
  readonly #runtime: Runtime
  readonly #ctx: Context
  readonly #remembered: { readonly values: readonly unknown[]; readonly encoded: Uint8Array }[] = []

  constructor(runtime: Runtime, ctx: Context) {
    this.#runtime = runtime
    this.#ctx = ctx
  }

  /** Not to be modified: others get the same bytes. Throws `InvalidTransactionError`. */
  of(signed: SignedParts): Uint8Array {
    const { extensions } = this.#runtime
    const values: unknown[] = []
    for (let i = 0; i < extensions.length; i++) values.push(extensions[i].implied(this.#ctx, signed.extras[i]))
    for (const remembered of this.#remembered) if (isSame(remembered.values, values)) return remembered.encoded
    const encoded = encodeAdditional(this.#runtime, values)
    if (this.#remembered.length === REMEMBERED) this.#remembered.shift()
    this.#remembered.push({ values, encoded })
    return encoded
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function encodeAdditional({ extensions }: Runtime, values: readonly unknown[]): Uint8Array {
  const additional = new ByteWriter(128)
  for (let i = 0; i < extensions.length; i++) extensions[i].additional.write(additional, values[i])
  return additional.toBytes()
}

/** The bytes a signed extrinsic must have been signed over. Throws `InvalidTransactionError`. */
export const expectedPayload = (runtime: Runtime, ctx: Context, signed: SignedParts): Uint8Array =>
  signaturePayload(signed.ownPayload, impliedAdditional(runtime, ctx, signed))

/**
 * Judges whether an extrinsic could be included now or later, its signature aside. `ctx` lies on the state of the best
 * block, as the next block would find it, and is not changed. Throws `InvalidTransactionError`.
 */
export function validateTransaction(runtime: Runtime, ctx: Context, extrinsic: Extrinsic): ValidTransaction {
  const { signed, call, bytes } = extrinsic
  if (!signed) throw noUnsignedValidator()
  const weight = runtime.limits.baseExtrinsicWeight + callWeight(call)
  if (weight > runtime.limits.maxWeight || bytes.length > runtime.limits.maxBytes)
    throw invalid('ExhaustsResources', 'The extrinsic is larger than a whole block')
  const transaction = { account: signed.account, call, weight, length: bytes.length }
  const draft = { priority: 0n, longevity: FOR_EVER, requires: [], provides: [] }
  runtime.extensions.forEach((extension, i) => extension.validate?.(ctx, transaction, signed.extras[i], draft))
  return { ...draft, propagate: true }
}
