// XSalsa20-Poly1305, https://nacl.cr.yp.to/secretbox.html, which polkadot.js encrypts keystores with.
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'

/** Encrypts with a key of 32 and a nonce of 24 bytes: 16 bytes of tag, then as much as `plain`. */
export const sealBox = (plain: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array =>
  xsalsa20poly1305(key, nonce).encrypt(plain)

/** What {@link sealBox} encrypted, or undefined if it was with another key, or changed since. */
export function openBox(box: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array | undefined {
  try {
    return xsalsa20poly1305(key, nonce).decrypt(box)
  } catch {
    return undefined // it throws for whatever it cannot open
  }
}
