import { blake2b256, concatBytes, utf8 } from '@echochain/codec'
import { HDKD, secretFromSeed } from '@scure/sr25519'
import { KeyError } from './KeyError.ts'
import { createKeypair, type Keypair } from './Keypair.ts'
import type { SignatureScheme } from './MultiSignature.ts'
import { type Junction, parseSecretUri } from './SecretUri.ts'

/**
 * The keys a secret URI stands for, the same as in Polkadot wallets: `phrase//hard/soft///password`, `0x…` (a seed of
 * 32 bytes) instead of the phrase, or a path alone, such as `//Alice`, from the public test phrase. Soft junctions
 * exist for sr25519 only. Throws {@link KeyError}.
 */
export const keypairFromUri = (uri: string, scheme: SignatureScheme): Keypair =>
  createKeypair(scheme, secretFromUri(uri, scheme))

/** The secret of those keys, as {@link createKeypair} takes it, for whoever keeps it. Throws {@link KeyError}. */
export function secretFromUri(uri: string, scheme: SignatureScheme): Uint8Array {
  const { seed, path } = parseSecretUri(uri)
  return scheme === 'sr25519' ? sr25519Secret(seed, path) : hardSecret(scheme, seed, path)
}

function sr25519Secret(seed: Uint8Array, path: readonly Junction[]): Uint8Array {
  const derive = (secret: Uint8Array, { hard, chainCode }: Junction): Uint8Array =>
    hard ? HDKD.secretHard(secret, chainCode) : HDKD.secretSoft(secret, chainCode)
  return path.reduce(derive, secretFromSeed(seed))
}

/** Hard derivation of the schemes without algebra: blake2b-256(SCALE(name, secret, chain code)), as in sp_core. */
function hardSecret(scheme: 'ed25519' | 'ecdsa', seed: Uint8Array, path: readonly Junction[]): Uint8Array {
  const name = utf8(scheme === 'ed25519' ? 'Ed25519HDKD' : 'Secp256k1HDKD')
  const prefix = concatBytes(Uint8Array.of(name.length << 2), name)
  return path.reduce((secret, { hard, chainCode }) => {
    if (!hard)
      throw new KeyError('SOFT_JUNCTION', `${scheme} has no soft derivation: write "//" instead of "/" in the path`)
    return blake2b256(concatBytes(prefix, secret, chainCode))
  }, seed)
}
