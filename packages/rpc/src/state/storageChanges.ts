import { type Hex, toHex } from '@echochain/codec'
import type { StateView } from '@echochain/state'
import { z } from 'zod'
import { hashResult, hexResult } from '../protocol/schemas.ts'

/** Keys, or keys with values, in one answer. Clients page by 1,000. */
export const MAX_PAGE = 1_000
/** Keys whose values can be asked for at once: polkadot.js asks for all its subscriptions together. */
export const MAX_QUERIED_KEYS = 1_000

/** Values of some keys after a block: null where there is none. */
export const StorageChanges = z
  .object({ block: hashResult, changes: z.array(z.tuple([hexResult, hexResult.nullable()])) })
  .meta({ title: 'StorageChangeSet' })
export type StorageChanges = z.output<typeof StorageChanges>

export const storageChanges = (state: StateView, keys: readonly Uint8Array[]): StorageChanges => ({
  block: state.block.hash,
  changes: keys.map((key): [Hex, Hex | null] => {
    const value = state.get(key)
    return [toHex(key), value ? toHex(value) : null]
  }),
})
