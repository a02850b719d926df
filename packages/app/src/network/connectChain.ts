import { ChainClient } from '@echochain/sdk'

/** Connects to the first of the nodes that answers. Rejects as `ChainClient.connect` does with the last. */
export async function connectChain(urls: readonly string[]): Promise<ChainClient> {
  let failure: unknown
  for (const url of urls) {
    try {
      return await ChainClient.connect(url)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}
