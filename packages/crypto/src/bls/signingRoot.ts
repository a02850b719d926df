import { concatBytes, encode, H256, type Hash, sha256, u32, utf8 } from '@echochain/codec'

/** What validators sign. Each kind has signatures of its own: one for a vote is no use as one for a block. */
export type SigningKind = 'block' | 'randao' | 'vote' | 'pop'

/**
 * The 32 bytes a validator signs for a message, which comes SCALE-encoded (protocol.md, section 1):
 * SHA-256(SHA-256("echo/" ‖ kind ‖ genesis hash ‖ u32 consensus version) ‖ SHA-256(message)).
 * Throws `CodecError` for a genesis hash that has not 32 bytes or a version that is no u32.
 */
export function signingRoot(
  kind: SigningKind,
  genesisHash: Hash,
  consensusVersion: number,
  message: Uint8Array,
): Uint8Array {
  const domain = concatBytes(utf8(`echo/${kind}`), encode(H256, genesisHash), encode(u32, consensusVersion))
  return sha256(concatBytes(sha256(domain), sha256(message)))
}
