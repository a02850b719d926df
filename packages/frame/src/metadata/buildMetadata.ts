import { ByteWriter, utf8 } from '@echochain/codec'
import type { Runtime } from '../runtime/defineRuntime.ts'
import { describeRuntime } from './describeRuntime.ts'
import { metadataLayouts, type MetadataVersion } from './layout/MetadataLayout.ts'

const MAGIC = utf8('meta')

/**
 * The metadata of a runtime: SCALE with the prefix "meta" and the byte of its version, made from the declarations of
 * its modules, extensions and APIs. Takes some milliseconds; callers that need it often keep it.
 * @throws Error when two different types of the runtime share a name.
 */
export function buildMetadata(runtime: Runtime, version: MetadataVersion): Uint8Array {
  const out = new ByteWriter(65_536)
  out.bytes(MAGIC)
  out.u8(version)
  metadataLayouts[version].write(out, describeRuntime(runtime))
  return out.toBytes()
}
