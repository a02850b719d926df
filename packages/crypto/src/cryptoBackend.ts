import { bls } from '#bls'
import { schemes } from '#schemes'

/** Which library does what on this machine. */
export interface CryptoLibraries {
  readonly ed25519: typeof schemes.ed25519.library
  readonly sr25519: typeof schemes.sr25519.library
  readonly ecdsa: typeof schemes.ecdsa.library
  readonly bls: typeof bls.library
}

export const cryptoLibraries = (): CryptoLibraries => ({
  ed25519: schemes.ed25519.library,
  sr25519: schemes.sr25519.library,
  ecdsa: schemes.ecdsa.library,
  bls: bls.library,
})

/**
 * `native` where every scheme is done by the reference library of its kind, compiled for the machine or to WebAssembly;
 * `portable` where one is done in JavaScript, 15 to 40 times slower: such a node must not validate.
 */
export function cryptoBackend(): 'native' | 'portable' {
  const { ed25519, sr25519, ecdsa, bls } = cryptoLibraries()
  return ed25519 === 'noble' || sr25519 === 'scure' || ecdsa === 'noble' || bls === 'noble' ? 'portable' : 'native'
}
