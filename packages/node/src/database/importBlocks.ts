import { decode } from '@echochain/codec'
import { BlockImporter, type Clock, ImportError, type Logger, NOTHING_VERIFIED } from '@echochain/consensus'
import { WorkerSignatureVerifier } from '@echochain/crypto/node'
import { Block } from '@echochain/frame'
import { PRESETS } from '@echochain/runtime'
import type { BlockRef } from '@echochain/state'
import type { NodeSettings } from '../config/nodeSettings.ts'
import { restoreGenesis } from '../genesis/restoreGenesis.ts'
import { openNodeChain } from '../openNodeChain.ts'
import { BlockFile } from './BlockFile.ts'
import { BlockFileError } from './BlockFileError.ts'

export interface ImportReport {
  /** Blocks that were new, and those the folder had already. */
  readonly imported: number
  readonly known: number
  readonly best: BlockRef
  readonly finalized: BlockRef
}

export interface ImportParts {
  readonly clock: Clock
  readonly logger: Logger
  readonly onProgress?: (bytes: number, total: number) => void
}

/**
 * Takes the blocks of a file into the chain of a node that is not running, or begins it with them. Everything is checked
 * as in blocks from peers. When it is interrupted, what came so far is a chain as any other; the next time, it goes on.
 * @throws StateError `LOCKED` while the node runs
 * @throws BlockFileError when the file is not whole, of another network, or a block in it breaks a rule
 * @throws ChainError `WRONG_GENESIS` when the folder, or this version, has another chain; nothing is changed then
 */
export async function importBlocks(
  settings: Pick<NodeSettings, 'dataDir' | 'chain' | 'archive'>,
  path: string,
  { clock, logger, onProgress = () => {} }: ImportParts,
): Promise<ImportReport> {
  const file = await BlockFile.open(path)
  const { network, genesisHash } = file.header
  if (network !== settings.chain)
    throw new BlockFileError(
      'WRONG_NETWORK',
      `${path} holds a chain of the network "${network}": use --chain ${network}`,
    )
  const preset = PRESETS[settings.chain]
  const genesis = await restoreGenesis(path, preset, file.header) // before anything is made
  await using resources = new AsyncDisposableStack()
  const opened = await openNodeChain(resources, settings, { clock, logger, genesis: () => genesis, genesisHash })
  const verifier = new WorkerSignatureVerifier()
  resources.defer(() => verifier.close())
  const importer = new BlockImporter({ ...opened, clock, verifier, verified: NOTHING_VERIFIED })
  resources.defer(() => importer.close())
  let [imported, known, bytesDone] = [0, 0, 0]
  for await (const bytes of file.blocks()) {
    if (await importOne(importer, bytes, path)) imported++
    else known++
    bytesDone += bytes.length
    onProgress(bytesDone, file.sizeBytes)
  }
  const { best, finalized } = opened.chain
  return { imported, known, best: refOf(best), finalized: refOf(finalized) }
}

const refOf = ({ number, hash }: BlockRef): BlockRef => ({ number, hash })

/** False if the block was there already. */
async function importOne(importer: BlockImporter, bytes: Uint8Array, path: string): Promise<boolean> {
  const block = decode(Block, bytes)
  try {
    await importer.import(block)
    return true
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    if (error.code === 'ALREADY_KNOWN') return false
    throw new BlockFileError(
      'BAD_BLOCK',
      `Block ${block.header.number} of ${path} cannot be taken in: ${error.message}. What came before it is kept.`,
      { cause: error },
    )
  }
}
