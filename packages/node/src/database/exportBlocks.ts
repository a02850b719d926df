import { join } from 'node:path'
import { encode, type Hash } from '@echochain/codec'
import { BlockStore, readStorage } from '@echochain/consensus'
import { Block } from '@echochain/frame'
import { consensusStorage, createRuntime, PRESETS } from '@echochain/runtime'
import { type BlockRef, ChainState } from '@echochain/state'
import { LmdbStore } from '@echochain/state/lmdb'
import type { NodeSettings } from '../config/nodeSettings.ts'
import { chainFolder } from '../dataFolders.ts'
import { BlockFileError } from './BlockFileError.ts'
import { BLOCK_FILE_FORMAT, type BlockFileHeader } from './blockFileFormat.ts'
import { BlockFileWriter } from './BlockFileWriter.ts'
import { faultOf } from './checkBlocks.ts'

/**
 * Writes the best chain of a node that is not running into a file: all final blocks, and the longest branch on top. One
 * block is in memory at a time.
 * @throws StateError `LOCKED` while the node runs, `NO_STATE` when there is no chain
 * @throws BlockFileError `FILE_EXISTS`, `DAMAGED` when a block is not what was stored; no file is left then
 */
export async function exportBlocks(
  settings: Pick<NodeSettings, 'dataDir' | 'chain'>,
  path: string,
  onProgress: (blocks: number, total: number) => void = () => {},
): Promise<BlockFileHeader> {
  await using resources = new AsyncDisposableStack()
  const open = async (part: string): Promise<LmdbStore> => {
    const store = await LmdbStore.open(join(chainFolder(settings), part), { readOnly: true })
    resources.defer(() => store.close())
    return store
  }
  createRuntime(PRESETS[settings.chain]) // storage items have no keys before they belong to a runtime
  const state = await ChainState.open(await open('state'))
  const { genesisTimeMs } = readStorage(state.view(state.base), consensusStorage.parameters)
  const blocks = new BlockStore(await open('blocks'))
  blocks.validateFormat()
  const genesisHash = blocks.canonicalHash(0)
  const finalized = blocks.finalized()
  if (genesisHash === undefined || finalized === undefined) throw damaged('There is no block at all')
  const branch = bestBranch(blocks, finalized)
  const last = finalized.number + branch.length
  const header = { format: BLOCK_FILE_FORMAT, network: settings.chain, genesisTimeMs, genesisHash, last }
  const writer = await BlockFileWriter.create(path, header)
  try {
    let parent: Hash = genesisHash
    for (let number = 1; number <= last; number++) {
      const hash = blocks.canonicalHash(number) ?? branch[number - finalized.number - 1]?.hash
      if (hash === undefined) throw damaged(`Block ${number} is missing`)
      const fault = faultOf(blocks, { number, hash }, parent)
      if (fault !== undefined) throw damaged(fault)
      await writer.add(encode(Block, blocks.block(hash)!))
      parent = hash
      onProgress(number, last)
    }
    await writer.finish()
    return header
  } catch (error) {
    await writer.discard()
    throw error
  }
}

const damaged = (what: string): BlockFileError =>
  new BlockFileError('DAMAGED', `${what}, so nothing is exported. Run "db check".`)

/** The longest branch on top of the finalized block, lowest first; of equal ones the first. */
function bestBranch(blocks: BlockStore, finalized: BlockRef): BlockRef[] {
  const parents = new Map<Hash, BlockRef | undefined>([[finalized.hash, undefined]])
  const refs = new Map<Hash, BlockRef>([[finalized.hash, finalized]])
  let best = finalized
  for (const ref of blocks.blocksFrom(finalized.number + 1)) {
    const parent = refs.get(blocks.header(ref.hash)?.parentHash ?? '0x')
    if (!parent) continue // on a branch that has lost
    refs.set(ref.hash, ref)
    parents.set(ref.hash, parent)
    if (ref.number > best.number) best = ref
  }
  const branch: BlockRef[] = []
  for (let at: BlockRef | undefined = best; at && at !== finalized; at = parents.get(at.hash)) branch.push(at)
  return branch.reverse()
}
