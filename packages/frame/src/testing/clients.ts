import { getDynamicBuilder, getLookupFn } from '@polkadot-api/metadata-builders'
import { decAnyMetadata, unifyMetadata } from '@polkadot-api/substrate-bindings'
import { Metadata, TypeRegistry as PolkadotRegistry } from '@polkadot/types'
import { buildMetadata } from '../metadata/buildMetadata.ts'
import type { MetadataVersion } from '../metadata/layout/MetadataLayout.ts'
import type { Runtime } from '../runtime/defineRuntime.ts'

/** polkadot.js as it is after connecting to a chain with this runtime. */
export function connectPolkadotJs(runtime: Runtime, version: MetadataVersion = 15) {
  const registry = new PolkadotRegistry()
  const metadata = new Metadata(registry, buildMetadata(runtime, version))
  registry.setMetadata(metadata)
  return { registry, metadata }
}

/** The codecs polkadot-api makes for a chain with this runtime. */
export const connectPolkadotApi = (runtime: Runtime, version: MetadataVersion = 16) => {
  const metadata = unifyMetadata(decAnyMetadata(buildMetadata(runtime, version)))
  return { metadata, builder: getDynamicBuilder(getLookupFn(metadata)) }
}
