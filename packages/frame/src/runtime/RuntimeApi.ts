import type { Codec, Fields, FieldValues, Hex } from '@echochain/codec'
import type { Context } from '../world/Context.ts'
import type { RuntimeVersion } from './RuntimeVersion.ts'

/** A question clients may ask of the runtime at a block (`state_call`), such as the fee of a transaction. */
export interface RuntimeApiMethod<F extends Fields = any, T = any> {
  readonly docs: string
  readonly args: F
  readonly output: Codec<T>
  /** `ctx` lies on the state of the block asked about, as the next block would find it; what it changes is dropped. */
  run(ctx: Context, args: FieldValues<F>): T
}

/** What an API is, apart from what it answers: known before there is a runtime that could answer. */
export interface RuntimeApiHead {
  readonly name: string
  /** blake2b-64 of the name: how the runtime version lists it. */
  readonly id: Hex
  readonly version: number
  readonly docs: string
}

/** A group of questions with a version of its own. `state_call` names a method `Api_method`. */
export interface RuntimeApi extends RuntimeApiHead {
  readonly methods: Readonly<Record<string, RuntimeApiMethod>>
}

export const apiMethod = <F extends Fields, T>(method: RuntimeApiMethod<F, T>): RuntimeApiMethod<F, T> => method

/** How a runtime version lists APIs. */
export const runtimeVersionApis = (apis: readonly Pick<RuntimeApiHead, 'id' | 'version'>[]): RuntimeVersion['apis'] =>
  apis.map(({ id, version }) => [id, version])
