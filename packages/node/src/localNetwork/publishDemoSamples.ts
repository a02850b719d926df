import type { Logger } from '@echochain/consensus'
import { keypairFromUri, type Keypair } from '@echochain/crypto'
import { cidToBytes, describeContent } from '@echochain/content'
import { type DemoSample, demoSamples } from '@echochain/market/demo'
import { type DevName, type LicenceKind, type Offer, registryStorage, type SampleMetadata } from '@echochain/runtime'
import { ChainClient, createOffer, MarketClient, registerSample, uploadSample } from '@echochain/sdk'

export interface NetworkUrls {
  readonly node: string
  readonly market: string
  readonly gateway: string
}

/** Who publishes the demo samples, in turns. */
const PRODUCERS: readonly DevName[] = ['Bob', 'Charlie', 'Dave']

const LICENCE_KINDS = {
  personal: 'Personal',
  commercial: 'Commercial',
  exclusive: 'Exclusive',
} as const satisfies Record<DemoSample['prices'][number]['licence'], LicenceKind>

export const offersOf = ({ prices }: DemoSample): Offer[] =>
  prices.map(({ licence, price }) => createOffer(LICENCE_KINDS[licence], price))

export const metadataOf = ({ title, tags, kind, bpm, key }: DemoSample): SampleMetadata => ({
  title,
  tags,
  kind,
  bpm: bpm ?? 0,
  key,
})

/**
 * Publishes the project's own samples on a local network, those that are not there yet; an interrupted run goes on with
 * the next start. Throws what uploading and registering throw.
 */
export async function publishDemoSamples(urls: NetworkUrls, logger: Logger): Promise<number> {
  using chain = await ChainClient.connect(urls.node)
  const market = new MarketClient(urls.market)
  let published = 0
  for (const [at, sample] of demoSamples().entries()) {
    const producer = keypairFromUri(`//${PRODUCERS[at % PRODUCERS.length]}`, 'sr25519')
    if (await publishOne(chain, market, urls.gateway, sample, producer)) published++
  }
  if (published > 0) logger.info(`Published ${published} demo samples`)
  return published
}

async function publishOne(
  chain: ChainClient,
  market: MarketClient,
  gateway: string,
  sample: DemoSample,
  producer: Keypair,
): Promise<boolean> {
  const file = sample.render()
  const { cid } = describeContent(file)
  if ((await chain.get(registryStorage.sampleByContent, cidToBytes(cid))) !== undefined) return false
  const content = await uploadSample(chain, gateway, new Blob([file as Uint8Array<ArrayBuffer>]), producer)
  const { durationMs, format } = await market.analyse(content.cid)
  await registerSample(
    chain,
    content,
    { metadata: metadataOf(sample), durationMs, format, offers: offersOf(sample) },
    producer,
  )
  return true
}
