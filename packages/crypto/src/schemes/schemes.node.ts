import { loadSecp256k1, loadSecp256k1Wasm } from './ecdsa.node.ts'
import { ecdsaPortable } from './ecdsa.portable.ts'
import { loadSodium } from './ed25519.node.ts'
import { ed25519Portable } from './ed25519.portable.ts'
import { firstThatLoads } from './firstThatLoads.ts'
import type { SchemeBackends } from './SchemeBackends.ts'
import { loadSchnorrkel } from './sr25519.node.ts'
import { sr25519Portable } from './sr25519.portable.ts'

/**
 * The fastest library for each scheme that this machine can load. Without `await`: Node 24 aborts when a worker is
 * ended that blocks in a module whose imports await.
 */
export const schemes: SchemeBackends = {
  ed25519: firstThatLoads(loadSodium, () => ed25519Portable),
  sr25519: firstThatLoads(loadSchnorrkel, () => sr25519Portable),
  ecdsa: firstThatLoads(loadSecp256k1, loadSecp256k1Wasm, () => ecdsaPortable),
}
