import { fixedBytes, literal, option } from '@echochain/codec'
import { invalid } from '../executive/Validity.ts'
import type { TransactionExtension } from './TransactionExtension.ts'

const Mode = literal('frame_metadata_hash_extension::Mode', { Disabled: 0, Enabled: 1 })

/**
 * A signer that cannot hold the metadata may sign its digest (RFC-78), so that it cannot be shown a false decoding.
 * `metadataHash` is the digest of the running runtime's metadata; without it such transactions are refused.
 */
export const checkMetadataHash = (
  metadataHash?: () => Uint8Array,
): TransactionExtension<'Disabled' | 'Enabled', Uint8Array | undefined> => ({
  identifier: 'CheckMetadataHash',
  extra: Mode,
  additional: option(fixedBytes(32)),
  implied: (_ctx, mode) => {
    if (mode === 'Disabled') return undefined
    if (!metadataHash) throw invalid('Call', 'This node cannot check metadata hashes')
    return metadataHash()
  },
})
