import { compactU32, struct, type Value, vec } from '@echochain/codec'
import { ItemDeprecation } from './Deprecation.ts'
import { Docs, Text, TypeId } from './PortableType.ts'

const MAX_ITEMS = 65_536

const methodV15 = {
  name: Text,
  inputs: vec(struct('', { name: Text, type: TypeId }), MAX_ITEMS),
  output: TypeId,
  docs: Docs,
}
const methodV16 = { ...methodV15, deprecation: ItemDeprecation }

export const ApiV15 = struct('', { name: Text, methods: vec(struct('', methodV15), MAX_ITEMS), docs: Docs })

export const ApiV16 = struct('', {
  name: Text,
  methods: vec(struct('', methodV16), MAX_ITEMS),
  docs: Docs,
  version: compactU32,
  deprecation: ItemDeprecation,
})
/** Describes a runtime API for V16; V15 writes a part of it. */
export type ApiMetadata = Value<typeof ApiV16>
