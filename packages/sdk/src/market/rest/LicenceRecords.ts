import type { Hash } from '@echochain/codec'
import type { LicenceId, LicenceKind, PaymentRole, PurchaseId, SampleId } from '@echochain/runtime'
import type { BlockReference, PageQuery } from './Page.ts'

// Licences and purchases as a market's REST API gives them. Amounts are decimal strings of 10⁻¹² ECHO.

export interface LicenceCard {
  readonly id: LicenceId
  readonly sample: { readonly id: SampleId; readonly title: string | null; readonly contentCid: string | null }
  readonly purchase: PurchaseId
  readonly holder: string
  readonly kind: LicenceKind
  /** SHA-256 of the licence text; see `findTerms`. */
  readonly terms: Hash
  readonly transferable: boolean
  readonly issuedAt: BlockReference
  readonly buyer: string | null
  readonly seller: string | null
  readonly price: string | null
  /** Key of the record in the state, for `state_getReadProof`. */
  readonly storageKey: string
}

/** A licence as a certificate shows it. */
export interface LicenceCertificate extends LicenceCard {
  /** The chain this licence is a record of. */
  readonly genesisHash: Hash
  /** Hash of the extrinsic that bought it. */
  readonly extrinsic: Hash | null
  /** SHA-256 of the file. */
  readonly plainHash: Hash | null
}

export interface LicenceQuery extends PageQuery {
  readonly holder?: string
  readonly sample?: SampleId
}

export interface PurchaseCard {
  readonly id: PurchaseId
  readonly sample: { readonly id: SampleId; readonly title: string | null }
  readonly buyer: string
  readonly seller: string
  readonly offerHash: Hash
  readonly price: string
  readonly state: string
  readonly deliveryEscrow: string
  readonly licence: LicenceId | null
  readonly openedAt: BlockReference
}

/** A purchase with how its price was divided. */
export interface PurchaseDetail extends PurchaseCard {
  readonly extrinsic: Hash | null
  /** What became of the fee. */
  readonly settlement: {
    readonly fee: string
    readonly burned: string
    readonly treasury: string
    readonly deliveryEscrow: string
  } | null
  readonly shares: readonly {
    readonly account: string
    readonly amount: string
    readonly role: PaymentRole['type']
    /** The parent an upstream share came through. */
    readonly viaSample: SampleId | null
    /** Waits to be claimed, since the account did not exist. */
    readonly credited: boolean
  }[]
}

export interface PurchaseQuery extends PageQuery {
  readonly buyer?: string
  readonly seller?: string
  readonly sample?: SampleId
}
