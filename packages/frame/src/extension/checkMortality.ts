import { H256, type Hash } from '@echochain/codec'
import { invalid } from '../executive/Validity.ts'
import { type Era, eraBirth, EraCodec, eraDeath } from '../extrinsic/Era.ts'
import { getBlockHash } from '../system/system.ts'
import type { TransactionExtension } from './TransactionExtension.ts'

/** A mortal transaction counts only for some blocks after the one whose hash it signs, and only on that fork. */
export const checkMortality: TransactionExtension<Era, Hash> = {
  identifier: 'CheckMortality',
  extra: EraCodec,
  additional: H256,
  implied: (ctx, era) => {
    const birth = eraBirth(era, ctx.block.number)
    const hash = birth < ctx.block.number ? getBlockHash(ctx, birth) : undefined
    if (hash === undefined)
      throw invalid('AncientBirthBlock', `The transaction's era began at block ${birth}, which is unknown or too old`)
    return hash
  },
  validate: (ctx, _transaction, era, draft) => {
    const death = eraDeath(era, ctx.block.number)
    if (death === Infinity) return
    const left = BigInt(death - ctx.block.number)
    if (left < draft.longevity) draft.longevity = left
  },
}
