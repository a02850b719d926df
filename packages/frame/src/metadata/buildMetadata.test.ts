import { getDynamicBuilder, getLookupFn } from '@polkadot-api/metadata-builders'
import { decAnyMetadata, metadata as papiMetadata, unifyMetadata } from '@polkadot-api/substrate-bindings'
import { Metadata, TypeRegistry as PolkadotRegistry } from '@polkadot/types'
import { describe, expect, test } from 'vitest'
import { createTestRuntime } from '../testing/testRuntime.ts'
import { buildMetadata } from './buildMetadata.ts'
import { METADATA_VERSIONS } from './layout/MetadataLayout.ts'

const { runtime } = createTestRuntime()

describe.each(METADATA_VERSIONS)('metadata V%i', (version) => {
  const bytes = buildMetadata(runtime, version)

  test('polkadot.js decodes it and encodes it to the same bytes', () => {
    const decoded = new Metadata(new PolkadotRegistry(), bytes)
    expect(decoded.version).toBe(version)
    expect(decoded.toU8a()).toEqual(bytes)
  })

  test('polkadot-api decodes it', () => {
    const decoded = papiMetadata.dec(bytes)
    expect(decoded.metadata.tag).toBe(`v${version}`)
    expect(papiMetadata.enc(decoded)).toEqual(bytes)
  })
})
