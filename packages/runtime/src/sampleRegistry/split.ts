import type { AccountId } from '@echochain/codec'
import type { Parent, PaymentRole, RoyaltyShare, SampleId } from './records.ts'

export const BASIS_POINTS = 10_000n
/** φ: the platform's fee, 2.5 % of the price. */
export const FEE_BASIS_POINTS = 250n
const BURNED_PERCENT = 50n
const DELIVERY_PERCENT = 20n

export interface Payment {
  readonly to: AccountId
  readonly amount: bigint
  readonly role: PaymentRole
}

/** How the price of a licence is divided. All parts add up to the price, to the unit. */
export interface Split {
  readonly price: bigint
  readonly fee: bigint
  /** Parts of the fee. */
  readonly burned: bigint
  readonly deliveryEscrow: bigint
  readonly treasury: bigint
  /** What is left of the price, by who gets it. */
  readonly payments: readonly Payment[]
}

/** Who gets a share of a sample's sales, and who the rest. */
export interface Beneficiaries {
  readonly owner: AccountId
  readonly royalties: readonly RoyaltyShare[]
}

const part = (amount: bigint, basisPoints: number): bigint => (amount * BigInt(basisPoints)) / BASIS_POINTS

function divide(
  amount: bigint,
  { owner, royalties }: Beneficiaries,
  roleOf: (isOwner: boolean) => PaymentRole,
): Payment[] {
  const payments = royalties.map(({ account, basisPoints }) => ({
    to: account,
    amount: part(amount, basisPoints),
    role: roleOf(false),
  }))
  const shared = payments.reduce((sum, payment) => sum + payment.amount, 0n)
  return [...payments, { to: owner, amount: amount - shared, role: roleOf(true) }]
}

/**
 * Divides a price (protocol.md §6): fee = ⌊price·φ⌋, of it half burned, a fifth kept for delivery, the rest to the
 * treasury; each parent ⌊(price − fee)·u⌋ through that parent's own shares, without recursion; of the rest ⌊rest·s⌋ to
 * each royalty share and the remainder to the owner. Payments of nothing are left out.
 */
export function computeSplit(
  price: bigint,
  sample: Beneficiaries & { readonly parents: readonly Parent[] },
  beneficiariesOf: (parent: SampleId) => Beneficiaries,
): Split {
  const fee = (price * FEE_BASIS_POINTS) / BASIS_POINTS
  const burned = (fee * BURNED_PERCENT) / 100n
  const deliveryEscrow = (fee * DELIVERY_PERCENT) / 100n
  let rest = price - fee
  const payments: Payment[] = []
  for (const parent of sample.parents) {
    const upstream = part(price - fee, parent.basisPoints)
    payments.push(
      ...divide(upstream, beneficiariesOf(parent.sample), () => ({ type: 'Upstream', value: parent.sample })),
    )
    rest -= upstream
  }
  payments.push(...divide(rest, sample, (isOwner) => (isOwner ? { type: 'Owner' } : { type: 'Royalty' })))
  return {
    price,
    fee,
    burned,
    deliveryEscrow,
    treasury: fee - burned - deliveryEscrow,
    payments: payments.filter(({ amount }) => amount > 0n),
  }
}
