import { MultiSignature } from '@echochain/crypto'
import { EXTRINSIC_VERSION } from '../extrinsic/Extrinsic.ts'
import { MultiAddress } from '../extrinsic/MultiAddress.ts'
import { describeExtras, describeExtrinsicType } from '../extrinsic/uncheckedExtrinsic.ts'
import type { Runtime } from '../runtime/defineRuntime.ts'
import type { ExtrinsicMetadata } from './layout/ExtrinsicLayout.ts'
import type { TypeRegistry } from './TypeRegistry.ts'

/** Version of the list of extensions (not of the extrinsic); clients look for 0 alone. */
const EXTENSIONS_VERSION = 0

/** How extrinsics are built and signed, as the metadata tells it. */
export function describeExtrinsic(runtime: Runtime, registry: TypeRegistry): ExtrinsicMetadata {
  const { extensions } = runtime
  return {
    type: registry.idOf(describeExtrinsicType(runtime)),
    version: EXTRINSIC_VERSION,
    versions: [EXTRINSIC_VERSION],
    address: registry.idOf(MultiAddress.type),
    call: registry.idOf(runtime.types.call),
    signature: registry.idOf(MultiSignature.type),
    extra: registry.idOf(describeExtras(extensions)),
    extensionsByVersion: [[EXTENSIONS_VERSION, extensions.map((_, position) => position)]],
    extensions: extensions.map(({ identifier, extra, additional }) => ({
      identifier,
      extra: registry.idOf(extra.type),
      additional: registry.idOf(additional.type),
    })),
  }
}
