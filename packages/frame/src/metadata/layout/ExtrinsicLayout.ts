import { struct, tuple, u8, type Value, vec } from '@echochain/codec'
import { Text, TypeId } from './PortableType.ts'

const MAX_EXTENSIONS = 256
const MAX_VERSIONS = 256

const Extensions = vec(struct('', { identifier: Text, extra: TypeId, additional: TypeId }), MAX_EXTENSIONS)

export const ExtrinsicV14 = struct('', { type: TypeId, version: u8, extensions: Extensions })

export const ExtrinsicV15 = struct('', {
  version: u8,
  address: TypeId,
  call: TypeId,
  signature: TypeId,
  extra: TypeId,
  extensions: Extensions,
})

export const ExtrinsicV16 = struct('', {
  versions: vec(u8, MAX_VERSIONS),
  address: TypeId,
  call: TypeId,
  signature: TypeId,
  /** For each version of the list of extensions, their positions. */
  extensionsByVersion: vec(tuple(u8, vec(TypeId, MAX_EXTENSIONS)), MAX_VERSIONS),
  extensions: Extensions,
})
export type ExtrinsicMetadata = Value<typeof ExtrinsicV14> & Value<typeof ExtrinsicV15> & Value<typeof ExtrinsicV16>
