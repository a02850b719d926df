import { H256, unit } from '@echochain/codec'
import { getBlockHash } from '../system/system.ts'
import type { TransactionExtension } from './TransactionExtension.ts'

/** A transaction is for one chain and cannot be replayed on another. */
export const checkGenesis: TransactionExtension = {
  identifier: 'CheckGenesis',
  extra: unit,
  additional: H256,
  implied: (ctx) => getBlockHash(ctx, 0),
}
