import type { AccountId } from '@echochain/codec'
import { type Context, defineModule, type Weight } from '@echochain/frame'
import { TREASURY_ACCOUNT } from '../accounts.ts'
import { burnIssuance, canReceive, deposit } from '../balances/ledger.ts'
import { transactionPaymentEvents, transactionPaymentStorage } from './declarations.ts'
import { computeNextMultiplier } from './fees.ts'

/** Fees: collected from each extrinsic, paid out once after the last one, dearer while blocks are more than half full. */
export const createTransactionPayment = (maxBlockWeight: Weight) =>
  defineModule('TransactionPayment', 6, {
    storage: transactionPaymentStorage,
    events: transactionPaymentEvents,
    onFinalize: (ctx) => {
      payOut(ctx)
      const multiplier = ctx.slot(transactionPaymentStorage.nextFeeMultiplier)
      const next = computeNextMultiplier(multiplier.value, ctx.weight, maxBlockWeight)
      if (next !== multiplier.value) multiplier.value = next
    },
  })

function payOut(ctx: Context): void {
  const collected = ctx.slot(transactionPaymentStorage.collectedFees)
  if (!collected.exists) return
  depositOrBurn(ctx, ctx.block.author, collected.value.proposer)
  depositOrBurn(ctx, TREASURY_ACCOUNT, collected.value.treasury)
  collected.remove()
}

/** A part too small for an account that does not exist yet is burned. */
function depositOrBurn(ctx: Context, account: AccountId, amount: bigint): void {
  if (canReceive(ctx, account, amount)) deposit(ctx, account, amount)
  else burnIssuance(ctx, amount)
}
