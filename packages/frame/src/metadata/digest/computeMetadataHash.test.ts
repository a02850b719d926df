import { merkleizeMetadata } from '@polkadot-api/merkleize-metadata'
import { expect, test } from 'vitest'
import { createTestRuntime } from '../../testing/testRuntime.ts'
import { buildMetadata } from '../buildMetadata.ts'
import { computeMetadataHash } from './computeMetadataHash.ts'

const { runtime } = createTestRuntime()

test.each([15, 16] as const)('RFC-78: the digest is what merkleize-metadata finds in metadata V%i', (version) => {
  const display = { base58Prefix: 42, decimals: 12, tokenSymbol: 'ECHO' }
  const expected = merkleizeMetadata(buildMetadata(runtime, version), display).digest()
  expect(computeMetadataHash(runtime, display)).toEqual(expected)
})

test.each([
  ['decimals', { decimals: 10 }],
  ['the token', { tokenSymbol: 'OHCE' }],
  ['the address prefix', { base58Prefix: 0 }],
])('RFC-78: the digest commits to %s', (_what, other) => {
  const display = { base58Prefix: 42, decimals: 12, tokenSymbol: 'ECHO' }
  expect(computeMetadataHash(runtime, { ...display, ...other })).not.toEqual(computeMetadataHash(runtime, display))
})

test('RFC-78: the digest commits to the extensions', () => {
  const display = { base58Prefix: 42, decimals: 12, tokenSymbol: 'ECHO' }
  const fewer = { ...runtime, extensions: runtime.extensions.slice(1) }
  expect(computeMetadataHash(fewer, display)).not.toEqual(computeMetadataHash(runtime, display))
})
