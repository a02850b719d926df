// What clients know as metadata versions 14, 15 and 16: https://docs.rs/frame-metadata/23.0.0/frame_metadata/
import { type Codec, struct, type Value, vec } from '@echochain/codec'
import { ApiV15, ApiV16 } from './ApiLayout.ts'
import { EmptyList } from './Deprecation.ts'
import { type ExtrinsicMetadata, ExtrinsicV14, ExtrinsicV15, ExtrinsicV16 } from './ExtrinsicLayout.ts'
import { type ModuleMetadata, ModuleV14, ModuleV15, ModuleV16 } from './ModuleLayout.ts'
import { PortableType, TypeId } from './PortableType.ts'

const MAX_TYPES = 65_536
const MAX_MODULES = 256
const MAX_APIS = 1_024

const Types = vec(PortableType, MAX_TYPES)
const OuterEnums = struct('', { call: TypeId, event: TypeId, error: TypeId })

const V14 = struct('', {
  types: Types,
  modules: vec(ModuleV14, MAX_MODULES),
  extrinsic: ExtrinsicV14,
  runtimeType: TypeId,
})

const V15 = struct('', {
  types: Types,
  modules: vec(ModuleV15, MAX_MODULES),
  extrinsic: ExtrinsicV15,
  runtimeType: TypeId,
  apis: vec(ApiV15, MAX_APIS),
  outerEnums: OuterEnums,
  custom: EmptyList,
})

const V16 = struct('', {
  types: Types,
  modules: vec(ModuleV16, MAX_MODULES),
  extrinsic: ExtrinsicV16,
  apis: vec(ApiV16, MAX_APIS),
  outerEnums: OuterEnums,
  custom: EmptyList,
})

/** All that any version tells; each layout writes the fields it knows. */
export type MetadataModel = Omit<Value<typeof V15> & Value<typeof V16>, 'modules' | 'extrinsic'> & {
  readonly modules: readonly ModuleMetadata[]
  readonly extrinsic: ExtrinsicMetadata
}

export const METADATA_VERSIONS = [14, 15, 16] as const
export type MetadataVersion = (typeof METADATA_VERSIONS)[number]

export const metadataLayouts: Readonly<Record<MetadataVersion, Pick<Codec<MetadataModel>, 'write'>>> = {
  14: V14,
  15: V15,
  16: V16,
}
