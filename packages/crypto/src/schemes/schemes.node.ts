import { loadSecp256k1, loadSecp256k1Wasm } from './ecdsa.node.ts'
import { loadSodium } from './ed25519.node.ts'
import { firstThatLoads } from './firstThatLoads.ts'
import type { SchemeBackends } from './SchemeBackends.ts'
import { loadSchnorrkel } from './sr25519.node.ts'

/** The fastest library for each scheme that this machine can load. JavaScript ones are read only where needed. */
export const schemes: SchemeBackends = {
  ed25519: await firstThatLoads(loadSodium, async () => (await import('./ed25519.portable.ts')).ed25519Portable),
  sr25519: await firstThatLoads(loadSchnorrkel, async () => (await import('./sr25519.portable.ts')).sr25519Portable),
  ecdsa: await firstThatLoads(
    loadSecp256k1,
    loadSecp256k1Wasm,
    async () => (await import('./ecdsa.portable.ts')).ecdsaPortable,
  ),
}
