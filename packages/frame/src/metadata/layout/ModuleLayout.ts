import { bytes, literal, option, struct, u8, union, type Value, vec } from '@echochain/codec'
import { EmptyList, ItemDeprecation } from './Deprecation.ts'
import { Docs, Text, TypeId } from './PortableType.ts'

const MAX_VALUE_BYTES = 1024 * 1024
const MAX_ITEMS = 65_536
const EncodedValue = bytes(MAX_VALUE_BYTES)

const Hasher = literal('frame_metadata::v14::StorageHasher', {
  Blake2_128: 0,
  Blake2_256: 1,
  Blake2_128Concat: 2,
  Twox128: 3,
  Twox256: 4,
  Twox64Concat: 5,
  Identity: 6,
})

const storageItemV14 = {
  name: Text,
  modifier: literal('frame_metadata::v14::StorageEntryModifier', { Optional: 0, Default: 1 }),
  type: union('frame_metadata::v14::StorageEntryType', {
    Plain: [0, TypeId],
    Map: [1, { hashers: vec(Hasher, MAX_ITEMS), key: TypeId, value: TypeId }],
  }),
  fallback: EncodedValue,
  docs: Docs,
}
const storageItemV16 = { ...storageItemV14, deprecation: ItemDeprecation }

const constantV14 = { name: Text, type: TypeId, value: EncodedValue, docs: Docs }
const constantV16 = { ...constantV14, deprecation: ItemDeprecation }

/** The union of a module's calls, events or errors; from V16 on with its deprecated variants. */
const partsV14 = option(struct('', { type: TypeId }))
const partsV16 = option(struct('', { type: TypeId, deprecation: EmptyList }))

const moduleV14 = {
  name: Text,
  storage: option(struct('', { prefix: Text, items: vec(struct('', storageItemV14), MAX_ITEMS) })),
  calls: partsV14,
  events: partsV14,
  constants: vec(struct('', constantV14), MAX_ITEMS),
  errors: partsV14,
  index: u8,
}

export const ModuleV14 = struct('', moduleV14)

export const ModuleV15 = struct('', { ...moduleV14, docs: Docs })

export const ModuleV16 = struct('', {
  name: Text,
  storage: option(struct('', { prefix: Text, items: vec(struct('', storageItemV16), MAX_ITEMS) })),
  calls: partsV16,
  events: partsV16,
  constants: vec(struct('', constantV16), MAX_ITEMS),
  errors: partsV16,
  associatedTypes: EmptyList,
  viewFunctions: EmptyList,
  index: u8,
  docs: Docs,
  deprecation: ItemDeprecation,
})
/** Describes a module for V16; the older layouts write parts of it. */
export type ModuleMetadata = Value<typeof ModuleV16> & Value<typeof ModuleV14>
