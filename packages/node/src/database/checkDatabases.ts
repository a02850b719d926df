import { join } from 'node:path'
import { BlockStore } from '@echochain/consensus'
import { ChainState, type StateDamage } from '@echochain/state'
import { checkPages, LmdbStore, type PageDamage } from '@echochain/state/lmdb'
import { type BlockDamage, checkBlocks } from './checkBlocks.ts'

export type Part = 'blocks' | 'state'

export interface DatabaseDamage {
  readonly part: Part
  readonly code: BlockDamage['code'] | StateDamage['code'] | PageDamage['code'] | 'DAMAGED'
  readonly message: string
}

export interface DatabaseReport {
  /** The block whose state lies on disk, and the last finalized one; undefined where that cannot be read. */
  readonly stateBlock: number | undefined
  readonly finalizedBlock: number | undefined
  readonly damage: readonly DatabaseDamage[]
}

/**
 * Reads a chain's databases to the last byte and compares what is in them, without changing them. No node may run on
 * them meanwhile. `onReading` is told which of them it is at. A page that sends LMDB out of its file ends the process:
 * `checkInProcess` survives that.
 * @throws StateError `LOCKED`, `NO_STATE`, `WRONG_FORMAT`
 */
export async function checkDatabases(
  folder: string,
  onReading: (part: Part) => void = () => {},
): Promise<DatabaseReport> {
  await using resources = new AsyncDisposableStack()
  const damage: DatabaseDamage[] = []
  const open = async (part: Part): Promise<LmdbStore | undefined> => {
    onReading(part)
    const path = join(folder, part)
    const store = await attempt(damage, part, () => LmdbStore.open(path, { readOnly: true }))
    if (store) resources.defer(() => store.close())
    const pages = (await attempt(damage, part, async () => checkPages(join(path, 'data.mdb')))) ?? []
    if (pages.length === 0) return store
    // In place of the one that opening it named; through LMDB, damaged pages can end the process.
    damage.splice(0, damage.length, ...damage.filter((other) => other.part !== part))
    damage.push(...pages.map((found) => ({ part, ...found })))
    return undefined
  }
  const stateStore = await open('state')
  const blockStore = await open('blocks')
  onReading('state')
  const state = stateStore && (await attempt(damage, 'state', () => ChainState.open(stateStore)))
  onReading('blocks')
  const blocks = blockStore && new BlockStore(blockStore)
  if (blocks) await attempt(damage, 'blocks', async () => blocks.validateFormat())
  const finalized = blocks && (await attempt(damage, 'blocks', async () => blocks.finalized()))
  if (blocks) await attempt(damage, 'blocks', async () => damage.push(...checkBlocks(blocks, state?.base)))
  onReading('state')
  const inState = (state && (await attempt(damage, 'state', () => state.check()))) ?? []
  damage.push(...inState.map((found) => ({ part: 'state' as const, ...found })))
  return { stateBlock: state?.base.number, finalizedBlock: finalized?.number, damage: damage.map(withoutAdvice) }
}

/** What every error of a database advises is being done. */
const withoutAdvice = ({ message, ...damage }: DatabaseDamage): DatabaseDamage => ({
  ...damage,
  message: message.replace(/ Run "db check"( to see all of it)?\./, ''),
})

/** Runs a part of the check: when it breaks off because of damage, that is noted, and what else there is still checked. */
async function attempt<T>(damage: DatabaseDamage[], part: Part, check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check()
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    if (code !== 'DAMAGED') throw error
    damage.push({ part, code, message })
    return undefined
  }
}
