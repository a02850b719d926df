import { u32, unit } from '@echochain/codec'
import type { RuntimeVersion } from '../runtime/RuntimeVersion.ts'
import type { TransactionExtension } from './TransactionExtension.ts'

/** A transaction is for one behaviour of the chain: signed for another spec version, it is no longer what was meant. */
export const checkSpecVersion = (version: Pick<RuntimeVersion, 'specVersion'>): TransactionExtension => ({
  identifier: 'CheckSpecVersion',
  extra: unit,
  additional: u32,
  implied: () => version.specVersion,
})

/** A transaction is for one encoding of calls. */
export const checkTxVersion = (version: Pick<RuntimeVersion, 'transactionVersion'>): TransactionExtension => ({
  identifier: 'CheckTxVersion',
  extra: unit,
  additional: u32,
  implied: () => version.transactionVersion,
})
