import { AccountId, type Codec, struct, u128 } from '@echochain/codec'
import { event, value, declareStorage } from '@echochain/frame'

/** A fraction as a whole number of 10⁻¹⁸. */
export const FIXED_ONE = 1_000_000_000_000_000_000n
const FixedU128: Codec<bigint> = {
  ...u128,
  type: {
    kind: 'composite',
    path: ['sp_arithmetic', 'fixed_point', 'FixedU128'],
    fields: [{ type: u128.type, typeName: 'u128' }],
  },
}

const CollectedFees = struct('echo_transaction_payment::CollectedFees', { proposer: u128, treasury: u128 })

export const transactionPaymentStorage = declareStorage('TransactionPayment', {
  nextFeeMultiplier: value('What the weight part of fees is multiplied with.', FixedU128, FIXED_ONE),
  collectedFees: value(
    'What this block’s fees bring its proposer and the treasury; paid out at its end.',
    CollectedFees,
    {
      proposer: 0n,
      treasury: 0n,
    },
  ),
})

export const transactionPaymentEvents = {
  TransactionFeePaid: event(0, 'A fee was paid for an extrinsic, `tip` of it as a tip.', {
    who: AccountId,
    actualFee: u128,
    tip: u128,
  }),
}
