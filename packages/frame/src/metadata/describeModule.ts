import { encode } from '@echochain/codec'
import type { ConstantDefinition } from '../module/declarations.ts'
import type { Module } from '../module/defineModule.ts'
import { pascalCase } from '../module/names.ts'
import type { AnyStorageItem } from '../module/storage.ts'
import type { ModuleTypes } from '../runtime/outerTypes.ts'
import type { ModuleMetadata } from './layout/ModuleLayout.ts'
import type { TypeRegistry } from './TypeRegistry.ts'

type StorageMetadata = NonNullable<ModuleMetadata['storage']>['items'][number]

/** The bytes clients read for an absent entry that has no default: `None`. */
const ABSENT = Uint8Array.of(0)
const HASHERS = { blake2_128_concat: 'Blake2_128Concat', twox_64_concat: 'Twox64Concat' } as const

/** A module as the metadata shows it: its storage, calls, events, constants and errors by their public names. */
export function describeModule(module: Module, types: ModuleTypes, registry: TypeRegistry): ModuleMetadata {
  const parts = (type: ModuleTypes[keyof ModuleTypes]) => type && { type: registry.idOf(type), deprecation: [] }
  return {
    name: module.name,
    storage: module.storage && {
      prefix: module.name,
      items: Object.entries(module.storage).map(([name, item]) => describeStorageItem(name, item, registry)),
    },
    calls: parts(types.call),
    events: parts(types.event),
    constants: Object.entries(module.constants ?? {}).map(([name, item]) => describeConstant(name, item, registry)),
    errors: parts(types.error),
    associatedTypes: [],
    viewFunctions: [],
    index: module.index,
    docs: module.docs === undefined ? [] : [module.docs],
    deprecation: 'NotDeprecated',
  }
}

function describeStorageItem(name: string, item: AnyStorageItem, registry: TypeRegistry): StorageMetadata {
  const value = registry.idOf(item.codec.type)
  return {
    name: pascalCase(name),
    modifier: item.initial === undefined ? 'Optional' : 'Default',
    type:
      item.keyCodec === undefined || item.hasher === undefined
        ? { type: 'Plain', value }
        : { type: 'Map', value: { hashers: [HASHERS[item.hasher]], key: registry.idOf(item.keyCodec.type), value } },
    fallback: item.initial === undefined ? ABSENT : encode(item.codec, item.initial),
    docs: [item.docs],
    deprecation: 'NotDeprecated',
  }
}

const describeConstant = (name: string, { docs, codec, value }: ConstantDefinition, registry: TypeRegistry) => ({
  name: pascalCase(name),
  type: registry.idOf(codec.type),
  value: encode(codec, value),
  docs: [docs],
  deprecation: 'NotDeprecated' as const,
})
