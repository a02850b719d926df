import { join } from 'node:path'
import { BlockStore } from '@echochain/consensus'
import { ChainState, type StateDamage } from '@echochain/state'
import { LmdbStore } from '@echochain/state/lmdb'
import { type BlockDamage, checkBlocks } from './checkBlocks.ts'

export interface DatabaseReport {
  /** The block whose state lies on disk; later blocks are executed again at a start. */
  readonly block: number
  readonly damage: readonly (BlockDamage | (StateDamage & { readonly part: 'state' }))[]
}

/**
 * Reads a chain's databases to the last byte and compares what is in them. No node may run on them meanwhile.
 * @throws StateError `LOCKED`, `NO_STATE`, `WRONG_FORMAT`, `DAMAGED`
 */
export async function checkDatabases(folder: string): Promise<DatabaseReport> {
  await using resources = new AsyncDisposableStack()
  const open = async (name: string) => {
    const store = await LmdbStore.open(join(folder, name), { readOnly: true })
    resources.defer(() => store.close())
    return store
  }
  const blocks = new BlockStore(await open('blocks'))
  const state = await ChainState.open(await open('state'))
  const damage = [
    ...checkBlocks(blocks, state.base),
    ...(await state.check()).map((found) => ({ part: 'state' as const, ...found })),
  ]
  return { block: state.base.number, damage }
}
