import type { LicenceId } from '@echochain/sdk'
import { useQuery } from '@tanstack/react-query'
import { useNetwork } from '../network/Network.ts'
import type { Buying } from './useBuying.tsx'

/** Licences that one account gets at the same time, at most. */
const LOOKED_AT = 20

/**
 * The number of the licence that was bought, as of the best block: after a reorganisation the purchase may be in another
 * block, and its licence have another number than at first.
 */
export function useBoughtLicence({ hash, buyer, licence: first }: Extract<Buying, { step: 'bought' }>): LicenceId {
  const { market } = useNetwork()
  const { data } = useQuery({
    queryKey: ['liveLicences', 'issued', buyer],
    queryFn: ({ signal }) =>
      market.history(buyer, { name: 'SampleRegistry.LicenceIssued', limit: LOOKED_AT }, { signal }),
  })
  const issued = data?.items.find(({ extrinsic }) => extrinsic?.hash === hash)
  return (issued?.data as { readonly licence: LicenceId } | undefined)?.licence ?? first
}
