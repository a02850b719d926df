import { type AccountId, ss58Encode } from '@echochain/codec'
import { describeSplit, type SplitLine } from '../../../split/describeSplit.ts'
import { readSplit, type SplitForm } from './SplitForm.ts'

/** How the chain will divide a sale at `price`; nothing while the shares are not in order. */
export function previewSplit(
  form: SplitForm,
  owner: AccountId,
  price: bigint,
  ss58Prefix: number,
): readonly SplitLine[] | undefined {
  const terms = readSplit(form, owner).value
  if (!terms) return undefined
  const royalties = terms.royalties.map(({ account, basisPoints }) => ({ account: ss58Encode(account), basisPoints }))
  const known = new Map(form.parents.map((parent) => [parent.sample, parent]))
  return describeSplit(price, { owner: ss58Encode(owner), royalties, parents: terms.parents }, known, ss58Prefix)
}
