import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import * as scure from '@scure/sr25519'
import type { Sr25519Backend } from './SchemeBackends.ts'

interface WasmExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly __wbindgen_malloc: (length: number) => number
  readonly __wbindgen_free: (at: number, length: number) => void
  ext_sr_sign(
    resultAt: number,
    publicKeyAt: number,
    publicKeyLength: number,
    secretAt: number,
    secretLength: number,
    messageAt: number,
    messageLength: number,
  ): void
  ext_sr_verify(
    signatureAt: number,
    signatureLength: number,
    messageAt: number,
    messageLength: number,
    publicKeyAt: number,
    publicKeyLength: number,
  ): number
}

/** The little of the WebAssembly interface used here; TypeScript declares it only together with the whole DOM. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { readonly exports: unknown }
}
const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly

/** Where wasm-bindgen puts the address and length of a result. */
const RESULT_AT = 8
const SIGNATURE_LENGTH = 64

/** schnorrkel, Substrate's own implementation, compiled to WebAssembly by polkadot-js. */
export function loadSchnorrkel(): Sr25519Backend {
  const wasm = instantiate()
  const { __wbindgen_malloc: allocate, __wbindgen_free: free } = wasm
  /** Copies an argument in; the callee frees it. */
  const pass = (bytes: Uint8Array): [at: number, length: number] => {
    const at = allocate(bytes.length)
    new Uint8Array(wasm.memory.buffer).set(bytes, at)
    return [at, bytes.length]
  }
  return {
    library: 'schnorrkel',
    publicKey: (secret) => scure.getPublicKey(secret),
    sign(message, secret, publicKey) {
      wasm.ext_sr_sign(RESULT_AT, ...pass(publicKey), ...pass(secret), ...pass(message))
      const at = new DataView(wasm.memory.buffer).getUint32(RESULT_AT, true)
      const signature = new Uint8Array(wasm.memory.buffer).slice(at, at + SIGNATURE_LENGTH)
      free(at, SIGNATURE_LENGTH)
      return signature
    },
    verify: (signature, message, publicKey) =>
      !isIdentity(publicKey) && wasm.ext_sr_verify(...pass(signature), ...pass(message), ...pass(publicKey)) !== 0,
  }
}

const isIdentity = (publicKey: Uint8Array): boolean => publicKey.every((byte) => byte === 0)

/**
 * The module of @polkadot/wasm-crypto-wasm without the packages around it, which take 200 ms to load, ten times as
 * long, and complain when an application brings its own copy. It asks for randomness only: it looks for
 * `self.crypto.getRandomValues`, each step of which is answered with a handle, and then calls it.
 */
function instantiate(): WasmExports {
  const { bytes } = createRequire(import.meta.url)('@polkadot/wasm-crypto-wasm/cjs/bytes')
  const module = new Module(inflateSync(Buffer.from(bytes, 'base64')))
  const handle = (): number => 1
  const imports = {
    __wbindgen_is_undefined: () => 0,
    __wbindgen_object_drop_ref: () => {},
    __wbg_self_1b7a39e3a92c949c: handle,
    __wbg_crypto_968f1772287e2df0: handle,
    __wbg_getRandomValues_a3d34b4fee3c2869: handle,
    __wbg_getRandomValues_f5e14ab7ac8e995d: (_: number, at: number, length: number) =>
      void crypto.getRandomValues(new Uint8Array(wasm.memory.buffer, at, length)),
    __wbg_require_604837428532a733: handle,
    __wbg_randomFillSync_d5bd2d655fdf256a: () => {
      throw new Error('schnorrkel asked for randomness in a way it should not need')
    },
  }
  const wasm = new Instance(module, { wbg: imports }).exports as WasmExports
  return wasm
}
