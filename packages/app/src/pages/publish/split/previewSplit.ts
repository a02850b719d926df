import type { AccountId } from '@echochain/codec'
import { ss58Encode } from '@echochain/codec'
import { computeSplit, type PaymentRole } from '@echochain/sdk'
import { readAccount } from '../../../elements/readAddress.ts'
import { type ParentForm, readSplit, type SplitForm } from './SplitForm.ts'

/** What somebody gets of a sale. */
export interface SplitLine {
  readonly address: string
  readonly amount: bigint
  readonly role: PaymentRole['type']
  /** The sample an upstream share goes through. */
  readonly via?: ParentForm
}

export interface SplitPreview {
  readonly price: bigint
  readonly fee: bigint
  readonly lines: readonly SplitLine[]
}

/** How the chain will divide a sale at `price`; nothing while the shares are not in order. */
export function previewSplit(form: SplitForm, owner: AccountId, price: bigint): SplitPreview | undefined {
  const terms = readSplit(form, owner).value
  if (!terms) return undefined
  const parentOf = (sample: number) => form.parents.find((parent) => parent.sample === sample)
  const { fee, payments } = computeSplit(price, { owner, ...terms }, (sample) => beneficiariesOf(parentOf(sample)!))
  const lines = payments.map(({ to, amount, role }): SplitLine => ({
    address: ss58Encode(to),
    amount,
    role: role.type,
    via: role.type === 'Upstream' ? parentOf(role.value) : undefined,
  }))
  return { price, fee, lines }
}

const beneficiariesOf = ({ owner, royalties }: ParentForm) => ({
  owner: readAccount(owner)!,
  royalties: royalties.map(({ account, basisPoints }) => ({ account: readAccount(account)!, basisPoints })),
})
