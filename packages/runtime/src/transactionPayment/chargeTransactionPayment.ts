import { compactU128, unit } from '@echochain/codec'
import { type Context, DispatchError, invalid, type Transaction, type TransactionExtension } from '@echochain/frame'
import { burnIssuance, transferable, withdraw } from '../balances/ledger.ts'
import { transactionPaymentEvents, transactionPaymentStorage } from './declarations.ts'
import { computeInclusionFee, splitFee, totalFee } from './fees.ts'

const feeOf = (ctx: Context, { length, weight }: Transaction): bigint =>
  totalFee(computeInclusionFee(length, weight, ctx.get(transactionPaymentStorage.nextFeeMultiplier)))

const cannotPay = (due: bigint) =>
  invalid('Payment', `Inability to pay some fees: ${due} units are due beside the existential deposit`)

/** Picoseconds. */
const MICROSECOND = 1_000_000

/**
 * Charges the fee before the call runs; the payer must stay alive. A transaction carries its tip. Priority in the pool
 * is what is paid for each microsecond of weight.
 */
export const chargeTransactionPayment: TransactionExtension<bigint, undefined> = {
  identifier: 'ChargeTransactionPayment',
  extra: compactU128,
  additional: unit,
  implied: () => undefined,
  validate: (ctx, transaction, tip, draft) => {
    const fee = feeOf(ctx, transaction)
    if (fee + tip > transferable(ctx, transaction.account, 'keepAlive')) throw cannotPay(fee + tip)
    draft.priority += (fee + tip) / BigInt(Math.max(1, Math.floor(transaction.weight / MICROSECOND)))
  },
  prepare: (ctx, transaction, tip) => {
    const fee = feeOf(ctx, transaction)
    try {
      withdraw(ctx, transaction.account, fee + tip, 'keepAlive')
    } catch (error) {
      throw error instanceof DispatchError ? cannotPay(fee + tip) : error
    }
    const { treasury, proposer, burned } = splitFee(fee, tip)
    burnIssuance(ctx, burned)
    const collected = ctx.slot(transactionPaymentStorage.collectedFees)
    collected.value = {
      proposer: collected.value.proposer + proposer,
      treasury: collected.value.treasury + treasury,
    }
    ctx.emit(transactionPaymentEvents.TransactionFeePaid, { who: transaction.account, actualFee: fee + tip, tip })
  },
}
