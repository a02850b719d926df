import { ss58Encode } from '@echochain/codec'
import { type MarketClient, registryStorage } from '@echochain/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type Network, useNetwork } from '../../../network/Network.ts'

const OFFERED = 'SampleRegistry.OwnershipOffered'
/** Of so many of the latest offers is asked whether they still stand. */
const LOOKED_AT = 50

/** A sample that was offered to a new owner who has not answered yet. */
export interface OwnershipOffer {
  readonly sample: number
  readonly title: string
  readonly from: string
  readonly to: string
}

/** Offers an account made or was made. The market tells which there were, the chain which still stand. */
export function useOwnershipOffers(address: string) {
  const network = useNetwork()
  return useQuery({
    queryKey: ['live', 'ownershipOffers', address],
    queryFn: () => readOffers(network, address),
    placeholderData: keepPreviousData,
  })
}

async function readOffers({ market, chain }: Network, address: string): Promise<readonly OwnershipOffer[]> {
  const samples = await samplesOffered(market, address)
  if (samples.length === 0) return []
  const client = await chain()
  const offers = await Promise.all(
    samples.map(async (sample): Promise<OwnershipOffer | undefined> => {
      const [offer, record] = await Promise.all([
        client.get(registryStorage.ownershipOffer, sample),
        client.get(registryStorage.sample, sample),
      ])
      if (!offer || !record) return undefined
      return { sample, title: record.metadata.title, from: ss58Encode(record.owner), to: ss58Encode(offer.to) }
    }),
  )
  return offers.filter((offer): offer is OwnershipOffer => offer?.from === address || offer?.to === address)
}

async function samplesOffered(market: MarketClient, address: string): Promise<readonly number[]> {
  const { items } = await market.history(address, { name: OFFERED, limit: LOOKED_AT })
  return [...new Set(items.map(({ data }) => (data as { sample: number }).sample))]
}
