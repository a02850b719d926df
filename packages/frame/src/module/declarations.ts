import type { Codec, Fields, FieldValues } from '@echochain/codec'
import type { Context } from '../world/Context.ts'
import type { Origin } from '../dispatch/Origin.ts'
import type { Weight } from '../dispatch/Weight.ts'

/** Something a module reports in the block where it happened. */
export interface EventDefinition<F extends Fields = any> {
  readonly index: number
  readonly docs: string
  readonly fields: F
  path: string
  moduleIndex: number
}

/** A way in which a call of a module can fail. */
export interface ErrorDefinition {
  readonly index: number
  readonly docs: string
  path: string
  moduleIndex: number
}

/** A number or value of the runtime that clients may read from the metadata. */
export interface ConstantDefinition<T = any> {
  readonly docs: string
  readonly codec: Codec<T>
  readonly value: T
}

/** What can be asked of a module by an extrinsic. */
export interface CallDefinition<F extends Fields = any> {
  readonly index: number
  readonly docs: string
  readonly args: F
  /** An upper bound of what running it costs, known before it runs. */
  readonly weight: Weight | ((args: FieldValues<F>) => Weight)
  /** Throws `DispatchError`; everything it changed is then undone. */
  run(ctx: Context, origin: Origin, args: FieldValues<F>): void
  path: string
  moduleIndex: number
}

export const event = <F extends Fields>(index: number, docs: string, fields: F): EventDefinition<F> => ({
  index,
  docs,
  fields,
  path: '',
  moduleIndex: -1,
})

export const error = (index: number, docs: string): ErrorDefinition => ({ index, docs, path: '', moduleIndex: -1 })

export const constant = <T>(docs: string, codec: Codec<T>, value: T): ConstantDefinition<T> => ({ docs, codec, value })

export const call = <F extends Fields>(
  definition: Omit<CallDefinition<F>, 'path' | 'moduleIndex'>,
): CallDefinition<F> => ({ ...definition, path: '', moduleIndex: -1 })

/** A call with its arguments: what an extrinsic asks for. */
export interface RuntimeCall<F extends Fields = any> {
  readonly call: CallDefinition<F>
  readonly args: FieldValues<F>
}

export const runtimeCall = <F extends Fields>(call: CallDefinition<F>, args: FieldValues<F>): RuntimeCall<F> => ({
  call,
  args,
})
