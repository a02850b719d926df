import type { AccountId } from '@echochain/codec'
import type { Keypair } from '@echochain/crypto'
import { type DecodedEvent, runtimeCall } from '@echochain/frame'
import {
  computeOfferHash,
  type LicenceId,
  type Offer,
  type PaymentRole,
  type PurchaseId,
  registryEvents,
  type SampleId,
  sampleRegistry,
} from '@echochain/runtime'
import type { ChainClient, SubmitOptions } from '../chain/ChainClient.ts'
import type { Inclusion } from '../chain/TransactionProgress.ts'
import { SdkError } from '../SdkError.ts'
import type { Signer } from '../signing/Signer.ts'

/** A share of a sale as the chain reported it. */
export interface PaidShare {
  readonly to: AccountId
  readonly amount: bigint
  readonly role: PaymentRole
  /** Kept to be claimed, because the account did not exist. */
  readonly credited: boolean
}

/** What came of buying a licence. */
export interface BoughtLicence {
  readonly licence: LicenceId
  readonly purchase: PurchaseId
  readonly price: bigint
  readonly fee: { readonly burned: bigint; readonly treasury: bigint; readonly deliveryEscrow: bigint }
  readonly shares: readonly PaidShare[]
  readonly inclusion: Inclusion
}

/** Buys a licence under exactly these terms, for at most the offer's price. Throws as `ChainClient.submit` does. */
export async function buyLicence(
  chain: ChainClient,
  sample: SampleId,
  offer: Offer,
  signer: Keypair | Signer,
  options?: SubmitOptions,
): Promise<BoughtLicence> {
  const call = runtimeCall(sampleRegistry.calls.buyLicence, {
    sample,
    offerHash: computeOfferHash(offer),
    maxPrice: offer.price.value,
    deliveryKey: undefined,
  })
  const inclusion = await chain.submit(call, signer, options)
  return { ...readPurchase(inclusion.events), inclusion }
}

/** The purchase, or the first one, that the events of its transaction tell of. Throws `SdkError`. */
export function readPurchase(events: readonly DecodedEvent[]): Omit<BoughtLicence, 'inclusion'> {
  const bought = events.find(({ event }) => event === registryEvents.LicenceBought)?.values
  const valuesOf = (wanted: DecodedEvent['event']) =>
    events
      .filter(({ event, values }) => event === wanted && values.purchase === bought?.purchase)
      .map(({ values }) => values)
  const [settled] = valuesOf(registryEvents.PurchaseSettled)
  const [issued] = valuesOf(registryEvents.LicenceIssued)
  if (!bought || !settled || !issued) throw new SdkError('TRANSACTION_FAILED', 'The transaction bought no licence')
  const { burned, treasury, deliveryEscrow } = settled
  const shares = valuesOf(registryEvents.SharePaid).map(({ to, amount, role, credited }): PaidShare => ({
    to,
    amount,
    role,
    credited,
  }))
  return {
    licence: issued.licence,
    purchase: bought.purchase,
    price: bought.price,
    fee: { burned, treasury, deliveryEscrow },
    shares,
  }
}
