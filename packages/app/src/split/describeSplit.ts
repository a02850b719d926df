import { ss58Decode, ss58Encode } from '@echochain/codec'
import { computeSplit, type Parent, type SampleDetail, type SampleId } from '@echochain/sdk'

/** A line of "who gets what". */
export interface SplitLine {
  readonly role: 'owner' | 'royalty' | 'upstream' | 'burned' | 'delivery' | 'treasury'
  readonly amount: bigint
  readonly address?: string
  /** The sample an upstream share came through. */
  readonly via?: string
}

/** Among whom what reaches a sample is divided. */
type Shared = Pick<SampleDetail, 'owner' | 'royalties'>

const accountOf = (address: string) => ss58Decode(address).account

const beneficiaries = ({ owner, royalties }: Shared) => ({
  owner: accountOf(owner),
  royalties: royalties.map(({ account, basisPoints }) => ({ account: accountOf(account), basisPoints })),
})

/**
 * How a price will be divided, by the chain's own rule (protocol.md §6), the parts of the fee last. `parents` are the
 * details of all parents of the sample.
 */
export function describeSplit(
  price: bigint,
  sample: Shared & { readonly parents: readonly Parent[] },
  parents: ReadonlyMap<SampleId, Shared & Pick<SampleDetail, 'title'>>,
  ss58Prefix: number,
): readonly SplitLine[] {
  const split = computeSplit(price, { ...beneficiaries(sample), parents: sample.parents }, (id) => {
    const parent = parents.get(id)
    if (!parent) throw new Error(`The details of parent ${id} were not given`)
    return beneficiaries(parent)
  })
  const shares = split.payments.map(({ to, amount, role }): SplitLine => {
    const address = ss58Encode(to, ss58Prefix)
    if (role.type === 'Upstream') return { role: 'upstream', amount, address, via: parents.get(role.value)?.title }
    return { role: role.type === 'Owner' ? 'owner' : 'royalty', amount, address }
  })
  const fee: readonly SplitLine[] = [
    { role: 'burned', amount: split.burned },
    { role: 'treasury', amount: split.treasury },
    { role: 'delivery', amount: split.deliveryEscrow },
  ]
  return [...shares, ...fee.filter(({ amount }) => amount > 0n)]
}
