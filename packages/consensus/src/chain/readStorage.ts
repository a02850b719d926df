import { decode } from '@echochain/codec'
import { storageKey, type StorageMap, type StorageValue } from '@echochain/frame'
import type { StateView } from '@echochain/state'

/** A storage entry as a state has it. */
export function readStorage<T>(state: Pick<StateView, 'get'>, item: StorageValue<T>): T
export function readStorage<K, T>(state: Pick<StateView, 'get'>, item: StorageMap<K, T>, key: K): T
export function readStorage(
  state: Pick<StateView, 'get'>,
  item: StorageMap<any, any> | StorageValue<any>,
  key?: unknown,
): unknown {
  const bytes = state.get(storageKey(item as StorageMap<any, any>, key))
  return bytes === undefined ? item.initial : decode(item.codec, bytes)
}
