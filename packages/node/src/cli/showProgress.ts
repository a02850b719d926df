import type { TransactionProgress } from '@echochain/sdk'
import { dim, type Output } from './Output.ts'

const WORDS: Readonly<Record<TransactionProgress['type'], string>> = {
  signed: 'signed',
  future: 'waits for an earlier transaction of the account',
  ready: 'waits in the node’s pool',
  broadcast: 'on its way to other nodes',
  inBlock: 'in a block',
  retracted: 'its block was replaced; waits again',
  finalized: 'final',
}

/** Prints how a transaction is doing, a line for each change. */
export const showProgress =
  (output: Output) =>
  (progress: TransactionProgress): void => {
    const detail =
      progress.type === 'signed'
        ? ` ${progress.hash}`
        : progress.type === 'inBlock' || progress.type === 'finalized'
          ? ` ${progress.blockNumber} ${progress.block}`
          : ''
    output.step(dim(`  ${WORDS[progress.type]}${detail}`))
  }
