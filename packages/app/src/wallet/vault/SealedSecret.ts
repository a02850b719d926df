import type { Hex } from '@echochain/codec'

/**
 * A secret under a password: scrypt makes the key, AES-256-GCM encrypts, with the account's address as associated data,
 * so that one account's secret is not taken for another's.
 */
export interface SealedSecret {
  readonly version: 1
  readonly kdf: KdfSettings
  readonly cipher: { readonly name: 'AES-256-GCM'; readonly nonce: Hex }
  readonly ciphertext: Hex
}

/** How a key is made of a password. */
export interface KdfSettings {
  readonly name: 'scrypt'
  readonly N: number
  readonly r: number
  readonly p: number
  readonly salt: Hex
}

/** Makes a key of `length` bytes. It takes most of a second and 128 MB: in the page a worker does it. */
export type DeriveKey = (password: string, settings: KdfSettings, length: number) => Promise<Uint8Array<ArrayBuffer>>
