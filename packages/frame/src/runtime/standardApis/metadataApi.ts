import { bytes, type Codec, option, u32, vec } from '@echochain/codec'
import { buildMetadata } from '../../metadata/buildMetadata.ts'
import { METADATA_VERSIONS, type MetadataVersion } from '../../metadata/layout/MetadataLayout.ts'
import type { Runtime } from '../defineRuntime.ts'
import { apiMethod, type RuntimeApi, type RuntimeApiHead } from '../RuntimeApi.ts'

export const METADATA_API: RuntimeApiHead = {
  name: 'Metadata',
  id: '0x37e397fc7c91f5e4',
  version: 2,
  docs: 'Describes the runtime to clients.',
}

const MAX_METADATA_BYTES = 4 * 1024 * 1024
const encoded = bytes(MAX_METADATA_BYTES)
/** A tuple of one, as in Substrate: dedot takes what it finds in it for the metadata itself. */
const OpaqueMetadata: Codec<Uint8Array> = {
  ...encoded,
  type: {
    kind: 'composite',
    path: ['sp_core', 'OpaqueMetadata'],
    fields: [{ type: encoded.type, typeName: 'Vec<u8>' }],
  },
}

export function metadataApi(runtime: Runtime): RuntimeApi {
  const built = new Map<MetadataVersion, Uint8Array>()
  const metadata = (version: MetadataVersion) => {
    if (!built.has(version)) built.set(version, buildMetadata(runtime, version))
    return built.get(version)!
  }
  return {
    ...METADATA_API,
    methods: {
      metadata: apiMethod({
        docs: 'The metadata in version 14.',
        args: {},
        output: OpaqueMetadata,
        run: () => metadata(14),
      }),
      metadataAtVersion: apiMethod({
        docs: 'The metadata in a version, if the runtime has it in that one.',
        args: { version: u32 },
        output: option(OpaqueMetadata),
        run: (_ctx, { version }) => {
          const known = METADATA_VERSIONS.find((candidate) => candidate === version)
          return known && metadata(known)
        },
      }),
      metadataVersions: apiMethod({
        docs: 'The versions in which the runtime has its metadata.',
        args: {},
        output: vec(u32, METADATA_VERSIONS.length),
        run: () => METADATA_VERSIONS,
      }),
    },
  }
}
