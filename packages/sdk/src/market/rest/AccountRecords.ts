import type { PaymentRole, PurchaseId, SampleId } from '@echochain/runtime'
import type { BlockReference } from './Page.ts'

// Accounts as a market's REST API gives them. Amounts are decimal strings of 10⁻¹² ECHO.

/** Balances of an account after the block `at`, and what it has in the market. */
export interface MarketAccount {
  readonly address: string
  readonly publicKey: string
  /** Whether the chain has the account; it goes when its balance does. */
  readonly exists: boolean
  readonly nonce: number
  readonly balance: {
    readonly free: string
    /** Set aside as deposits. */
    readonly reserved: string
    /** Part of `free` that cannot be spent. */
    readonly frozen: string
    /** What can be sent with the account going on to exist. */
    readonly transferable: string
  }
  /** Shares credited while the account did not exist. */
  readonly claimable: string
  readonly samples: number
  readonly licences: number
  readonly purchases: number
  /** Licences of its own samples sold. */
  readonly sales: number
  /** All shares of sales, as owner, by royalties and upstream. */
  readonly earned: string
  /** Prices paid for licences. */
  readonly spent: string
  readonly at: { readonly number: number }
}

/** What an account earned through one sample in one role. */
export interface Earnings {
  readonly sample: { readonly id: SampleId; readonly title: string | null }
  readonly role: PaymentRole['type']
  readonly total: string
  readonly payments: number
  /** Part of `total` that was not paid out but credited, to be claimed. */
  readonly credited: string
}

/** One share of a sale paid to an account. */
export interface Payment {
  readonly block: BlockReference
  readonly purchase: PurchaseId
  /** The sample sold. */
  readonly sold: { readonly id: SampleId; readonly title: string | null } | null
  readonly role: PaymentRole['type']
  /** The parent an upstream share came through. */
  readonly viaSample: SampleId | null
  readonly amount: string
  readonly credited: boolean
}
