import type { Hash } from '@echochain/codec'
import type { LicenceId } from '@echochain/sdk'
import { useQuery } from '@tanstack/react-query'
import { useNetwork } from '../../network/Network.ts'
import { nullIfMissing } from '../../network/nullIfMissing.ts'

/**
 * The number of the licence that a transaction bought: `first` in the block it came into first; after a reorganisation
 * it may be in another block, and its licence have another number.
 */
export function useBoughtLicence(transaction: Hash, first: LicenceId): LicenceId {
  const { market } = useNetwork()
  const { data } = useQuery({
    queryKey: ['live', 'boughtLicence', transaction],
    queryFn: ({ signal }) => nullIfMissing(market.extrinsic(transaction, { signal })),
  })
  const issued = data?.events.find(({ name }) => name === 'SampleRegistry.LicenceIssued')
  return (issued?.data as { readonly licence: LicenceId } | undefined)?.licence ?? first
}
