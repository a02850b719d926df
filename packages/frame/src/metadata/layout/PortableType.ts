// scale-info's PortableType, the form in which all versions of the metadata list types:
// https://docs.rs/scale-info/2.11.6/scale_info/form/struct.PortableForm.html
import { compactU32, literal, option, struct, text, u32, u8, union, type Value, vec } from '@echochain/codec'

/** Bounds of this layout; metadata is made from our own declarations and stays far below. */
const MAX_TEXT_BYTES = 65_536
const MAX_ITEMS = 65_536

export const Text = text(MAX_TEXT_BYTES)
export const Docs = vec(text(MAX_TEXT_BYTES), MAX_ITEMS)

/** Position of a type in the list of types. */
export const TypeId = compactU32

const Field = struct('', { name: option(Text), type: TypeId, typeName: option(Text), docs: Docs })
const Fields = vec(Field, MAX_ITEMS)

const Variant = struct('', { name: Text, fields: Fields, index: u8, docs: Docs })

const Primitive = literal('scale_info::TypeDefPrimitive', {
  bool: 0,
  char: 1,
  str: 2,
  u8: 3,
  u16: 4,
  u32: 5,
  u64: 6,
  u128: 7,
  u256: 8,
  i8: 9,
  i16: 10,
  i32: 11,
  i64: 12,
  i128: 13,
  i256: 14,
})

/** What the bytes of a type are. Bit sequences (7) do not occur on this chain. */
export const TypeDefinition = union('scale_info::TypeDef', {
  Composite: [0, Fields],
  Variant: [1, vec(Variant, 256)],
  Sequence: [2, TypeId],
  Array: [3, { length: u32, type: TypeId }],
  Tuple: [4, vec(TypeId, MAX_ITEMS)],
  Primitive: [5, Primitive],
  Compact: [6, TypeId],
})
export type TypeDefinition = Value<typeof TypeDefinition>

export const PortableType = struct('', {
  id: TypeId,
  path: Docs,
  params: vec(struct('', { name: Text, type: option(TypeId) }), MAX_ITEMS),
  definition: TypeDefinition,
  docs: Docs,
})
export type PortableType = Value<typeof PortableType>
export type PortableField = Value<typeof Field>
