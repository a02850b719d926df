import { registrationDeposit, type RuntimeCall } from '@echochain/sdk'

/** What a call takes from its signer beside the fee, as far as the call itself tells. */
export interface Spending {
  /** Paid to others, at most. */
  readonly paid: bigint
  /** Set aside, and given back when what it is for goes. */
  readonly deposit: bigint
  /** It empties the account, whatever is in it. */
  readonly all: boolean
}

const NOTHING: Spending = { paid: 0n, deposit: 0n, all: false }

export function computeSpending({ call, args }: RuntimeCall): Spending {
  switch (call.path) {
    case 'Balances.transfer':
    case 'Balances.transfer_allow_death':
    case 'Balances.transfer_keep_alive':
      return { ...NOTHING, paid: args.value as bigint }
    case 'Balances.transfer_all':
      return { ...NOTHING, all: true }
    case 'SampleRegistry.buy_licence':
      return { ...NOTHING, paid: args.maxPrice as bigint }
    case 'SampleRegistry.register_sample':
      return { ...NOTHING, deposit: registrationDeposit(args) }
    case 'Utility.batch':
    case 'Utility.batch_all':
    case 'Utility.force_batch':
      return (args.calls as readonly RuntimeCall[]).map(computeSpending).reduce(add, NOTHING)
    default:
      return NOTHING
  }
}

const add = (a: Spending, b: Spending): Spending => ({
  paid: a.paid + b.paid,
  deposit: a.deposit + b.deposit,
  all: a.all || b.all,
})
