import { fixedBytes, union, type Value } from '@echochain/codec'

/** How an account signs. */
export type SignatureScheme = 'ed25519' | 'sr25519' | 'ecdsa'

/** A signature with its scheme, as extrinsics carry it: 64 bytes, and 65 (r ‖ s ‖ recovery id) for ecdsa. */
export const MultiSignature = union('sp_runtime::MultiSignature', {
  Ed25519: [0, fixedBytes(64)],
  Sr25519: [1, fixedBytes(64)],
  Ecdsa: [2, fixedBytes(65)],
})
export type MultiSignature = Value<typeof MultiSignature>
