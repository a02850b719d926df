import { blake2b128, type Codec, concatBytes, encode, twox128, twox64, utf8 } from '@echochain/codec'
import { pascalCase } from './names.ts'

/** How the keys of a map are spread. blake2 where users choose keys, twox where the chain does (Substrate's rule). */
export type StorageHasher = 'blake2_128_concat' | 'twox_64_concat'

/** One place in the state, or a map of places. `T` includes `undefined` where absence has no default. */
export interface StorageItem<K, T> {
  readonly kind: 'value' | 'map'
  readonly codec: Codec<NonNullable<T>>
  /** What an absent entry reads as. */
  readonly initial: T
  readonly docs: string
  readonly keyCodec: Codec<K> | undefined
  readonly hasher: StorageHasher | undefined
  /** `Module.Item` as shown in metadata; set by {@link declareStorage} or `defineModule`. */
  path: string
  /** twox-128 of the module's and of the item's name, 32 bytes; set by {@link declareStorage} or `defineModule`. */
  prefix: Uint8Array
}
export interface StorageValue<T> extends StorageItem<undefined, T> {
  readonly kind: 'value'
}
export interface StorageMap<K, T> extends StorageItem<K, T> {
  readonly kind: 'map'
  readonly keyCodec: Codec<K>
  readonly hasher: StorageHasher
}
export type AnyStorageItem = StorageItem<any, any>

const UNBOUND = new Uint8Array(0)
const NOTHING = new Uint8Array(0)

/** A single value. Without `initial` it may be absent and then reads as `undefined`. */
export function value<T>(docs: string, codec: Codec<T>): StorageValue<T | undefined>
export function value<T>(docs: string, codec: Codec<T>, initial: T): StorageValue<T>
export function value(docs: string, codec: Codec<any>, initial?: unknown): StorageValue<any> {
  return { kind: 'value', codec, initial, docs, keyCodec: undefined, hasher: undefined, path: '', prefix: UNBOUND }
}

interface MapOptions<T> {
  readonly hasher?: StorageHasher
  readonly initial?: T
}

/** One value for each key. Without `initial` an absent entry reads as `undefined`. */
export function map<K, T>(
  docs: string,
  keyCodec: Codec<K>,
  codec: Codec<T>,
  options?: { readonly hasher?: StorageHasher },
): StorageMap<K, T | undefined>
export function map<K, T>(
  docs: string,
  keyCodec: Codec<K>,
  codec: Codec<T>,
  options: { readonly hasher?: StorageHasher; readonly initial: T },
): StorageMap<K, T>
export function map(
  docs: string,
  keyCodec: Codec<any>,
  codec: Codec<any>,
  { hasher = 'blake2_128_concat', initial }: MapOptions<any> = {},
): StorageMap<any, any> {
  return { kind: 'map', codec, initial, docs, keyCodec, hasher, path: '', prefix: UNBOUND }
}

/**
 * Declares the storage of a module and gives each item its place, so that it can be read wherever it is imported, also
 * where the module itself is not.
 */
export function declareStorage<const S extends Readonly<Record<string, AnyStorageItem>>>(
  moduleName: string,
  items: S,
): S {
  for (const [name, item] of Object.entries(items)) bindStorageItem(item, moduleName, name)
  return items
}

/** Gives an item its place. */
export function bindStorageItem(item: AnyStorageItem, moduleName: string, name: string): void {
  item.path = `${moduleName}.${pascalCase(name)}`
  item.prefix = concatBytes(twox128(utf8(moduleName)), twox128(utf8(pascalCase(name))))
}

/** The full key of an entry in the state: prefix, and for maps hash and encoded key (protocol.md §1). */
export function storageKey<T>(item: StorageValue<T>): Uint8Array
export function storageKey<K, T>(item: StorageMap<K, T>, key: K): Uint8Array
export function storageKey<K, T>(item: StorageItem<K, T>, key: K): Uint8Array
export function storageKey(item: AnyStorageItem, key?: unknown): Uint8Array {
  return new StorageKeys(0).of(item, key)
}

/** Many keys take memory in pieces of this size: an array of its own for each costs more than filling it. */
const SLAB_BYTES = 4096

/** Makes {@link storageKey}s that share pieces of memory, for users who let go of all of them at about the same time. */
export class StorageKeys {
  readonly #slabBytes: number
  #slab = NOTHING
  #used = 0

  constructor(slabBytes = SLAB_BYTES) {
    this.#slabBytes = slabBytes
  }

  of(item: AnyStorageItem, key: unknown): Uint8Array {
    if (item.prefix === UNBOUND) throw new Error('A storage item was used before it was declared as a module’s')
    if (item.keyCodec === undefined) return item.prefix
    const encoded = encode(item.keyCodec, key)
    const hash = item.hasher === 'twox_64_concat' ? twox64(encoded) : blake2b128(encoded)
    const { prefix } = item
    const hashEnd = prefix.length + hash.length
    const whole = this.#allocate(hashEnd + encoded.length)
    whole.set(prefix)
    whole.set(hash, prefix.length)
    whole.set(encoded, hashEnd)
    return whole
  }

  #allocate(length: number): Uint8Array {
    if (this.#used + length > this.#slab.length) {
      this.#slab = new Uint8Array(Math.max(length, this.#slabBytes))
      this.#used = 0
    }
    this.#used += length
    return new Uint8Array(this.#slab.buffer, this.#used - length, length)
  }
}

/** The key of a map entry from its full storage key. */
export function keyOfEntry<K, T>(item: StorageMap<K, T>, fullKey: Uint8Array): Uint8Array {
  return fullKey.subarray(item.prefix.length + (item.hasher === 'twox_64_concat' ? 8 : 16))
}
