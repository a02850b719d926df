import { ecdsaPortable } from './ecdsa.portable.ts'
import { ed25519Portable } from './ed25519.portable.ts'
import type { SchemeBackends } from './SchemeBackends.ts'
import { sr25519Portable } from './sr25519.portable.ts'

/** The schemes in plain JavaScript: for browsers, and for Node where a native library is missing. */
export const schemes: SchemeBackends = { ed25519: ed25519Portable, sr25519: sr25519Portable, ecdsa: ecdsaPortable }
