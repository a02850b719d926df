// The hash functions of assembly/, compiled once. A page with a content security policy needs 'wasm-unsafe-eval'.
import { HASHES_WASM } from './hashes.wasm.ts'

/** What assembly/index.ts exports. Places are offsets into the memory; sizes are in bytes. */
export interface HashFunctions {
  blake2b(start: number, length: number, digestLength: number, target: number): void
  blake2bBegin(digestLength: number): void
  /** `length` is a multiple of 128, and more must follow. */
  blake2bAbsorb(start: number, length: number): void
  blake2bFinish(start: number, length: number, digestLength: number, target: number): void
  merkleReduce(start: number, count: number): void
  sha256(start: number, length: number, target: number): void
  sha256Begin(): void
  /** `length` is a multiple of 64. */
  sha256Absorb(start: number, length: number): void
  sha256Finish(start: number, length: number, target: number): void
  xxHash64(start: number, length: number, seed: bigint, target: number): void
  xxHash64Begin(seed: bigint): void
  /** `length` is a multiple of 32. */
  xxHash64Absorb(start: number, length: number): void
  xxHash64Finish(start: number, length: number, target: number): void
}

/** The part of the memory that belongs to the functions themselves (assembly/layout.ts). */
export const RESERVED_BYTES = 1024
const PAGE_BYTES = 65_536

/** The little of the WebAssembly interface used here; TypeScript declares it only together with the whole DOM. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { readonly exports: unknown }
  Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer }
}
const { Module, Instance, Memory } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly

const compiled = new Module(Uint8Array.from(atob(HASHES_WASM), (character) => character.charCodeAt(0)))

/** The hash functions over a memory of their own with room for `sizeBytes` beside {@link RESERVED_BYTES}. */
export function instantiateHashes(sizeBytes: number): { functions: HashFunctions; memory: Uint8Array } {
  const pages = Math.ceil((RESERVED_BYTES + sizeBytes) / PAGE_BYTES)
  const memory = new Memory({ initial: pages, maximum: pages })
  const { exports } = new Instance(compiled, { env: { memory } })
  return { functions: exports as HashFunctions, memory: new Uint8Array(memory.buffer) }
}
