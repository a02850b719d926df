import type { Keypair } from '../../packages/crypto/src/index.ts'
import { demoSamples } from '../../packages/market/src/demo/index.ts'
import { metadataOf, offersOf } from '../../packages/node/src/localNetwork/publishDemoSamples.ts'
import {
  ChainClient,
  MarketClient,
  registerSample,
  type SampleDraft,
  type SubmitOptions,
  uploadSample,
} from '../../packages/sdk/src/index.ts'
import type { GivenFile } from './Person.ts'

interface Urls {
  readonly nodeUrl: string
  readonly marketUrl: string
  readonly gatewayUrl: string
}

/** One of the project's own sounds as a file. */
export function demoFile(title: string): GivenFile {
  const { fileName, render } = demoSamples().find((sample) => sample.title === title)!
  return { name: fileName, bytes: render() }
}

/** Publishes one of the project's own sounds past the app, and waits until the market lists it. Returns its number. */
export async function publishDemo(
  { nodeUrl, marketUrl, gatewayUrl }: Urls,
  title: string,
  by: Keypair,
  { submit, ...draft }: Partial<SampleDraft> & { readonly submit?: SubmitOptions } = {},
): Promise<number> {
  using chain = await ChainClient.connect(nodeUrl)
  const market = new MarketClient(marketUrl)
  const demo = demoSamples().find((sample) => sample.title === title)!
  const file = new Blob([demo.render() as Uint8Array<ArrayBuffer>])
  const content = await uploadSample(chain, gatewayUrl, file, by)
  const { durationMs, format } = await market.analyse(content.cid)
  const described = { metadata: metadataOf(demo), durationMs, format, offers: offersOf(demo), ...draft }
  const { sample } = await registerSample(chain, content, described, by, submit)
  for (;;) {
    const { items } = await market.samples({ content: content.cid })
    if (items.length > 0) return sample
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
