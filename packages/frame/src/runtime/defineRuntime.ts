import { type Codec, lazy } from '@echochain/codec'
import type { Weight } from '../dispatch/Weight.ts'
import type { TransactionExtension } from '../extension/TransactionExtension.ts'
import type { InherentDefinition } from '../executive/inherents.ts'
import type { RuntimeCall } from '../module/declarations.ts'
import type { Module } from '../module/defineModule.ts'
import { createCallCodec } from './callCodec.ts'
import { describeOuterTypes, type OuterTypes } from './outerTypes.ts'
import { type RuntimeApi, runtimeVersionApis } from './RuntimeApi.ts'
import type { RuntimeVersion } from './RuntimeVersion.ts'

/** Most that one block may hold. */
export interface BlockLimits {
  readonly maxWeight: Weight
  readonly maxBytes: number
  /** What every extrinsic costs beside its call: decoding, its signature, its fee. */
  readonly baseExtrinsicWeight: Weight
}

export interface RuntimeParts {
  readonly version: RuntimeVersion
  /** What the state holds under `:code` while this runtime is in force. */
  readonly marker: string
  readonly limits: BlockLimits
  /** Modules in the order in which their hooks run; `calls` is the codec of all of them, for calls that carry calls. */
  readonly modules: (calls: Codec<RuntimeCall>) => readonly Module[]
  readonly extensions: readonly TransactionExtension[]
  readonly inherents: readonly InherentDefinition[]
  /** Asked for once, on first use: APIs may describe the runtime they belong to. */
  readonly apis: (runtime: Runtime) => readonly RuntimeApi[]
}

/** Everything that decides what a block does: one version of the chain's behaviour. */
export interface Runtime {
  readonly version: RuntimeVersion
  readonly marker: string
  readonly limits: BlockLimits
  readonly modules: readonly Module[]
  readonly extensions: readonly TransactionExtension[]
  readonly inherents: readonly InherentDefinition[]
  readonly types: OuterTypes
  readonly callCodec: Codec<RuntimeCall>
  readonly apis: readonly RuntimeApi[]
}

/**
 * Puts modules, extensions and APIs together.
 * @throws Error when two modules share an index, and on first use of its APIs when its version lists other ones.
 */
export function defineRuntime(parts: RuntimeParts): Runtime {
  const modules = parts.modules(lazy(() => callCodec))
  const indices = new Set(modules.map((module) => module.index))
  if (indices.size !== modules.length) throw new Error('Two modules of the runtime share an index')
  const types = describeOuterTypes(modules)
  const callCodec = createCallCodec(modules, types.call)
  let apis: readonly RuntimeApi[] | undefined
  return {
    version: parts.version,
    marker: parts.marker,
    limits: parts.limits,
    modules,
    extensions: parts.extensions,
    inherents: parts.inherents,
    types,
    callCodec,
    get apis() {
      return (apis ??= checkApis(parts.apis(this), parts.version))
    },
  }
}

function checkApis(apis: readonly RuntimeApi[], version: RuntimeVersion): readonly RuntimeApi[] {
  if (JSON.stringify(runtimeVersionApis(apis)) !== JSON.stringify(version.apis))
    throw new Error('The version of the runtime lists other APIs than the runtime has')
  return apis
}
