import { describeBlob } from '@echochain/content'
import type { Keypair } from '@echochain/crypto'
import type { SampleId } from '@echochain/runtime'
import { registerSample, type SampleDraft } from '../market/publishSample.ts'
import type { ChainWithClient } from './startChain.ts'
import { producing } from './startChain.ts'

/** Registers a file that nobody stores: for the chain a sample like any other. */
export async function publishOnChain(
  { node, client }: ChainWithClient,
  text: string,
  draft: Partial<SampleDraft>,
  owner: Keypair,
): Promise<SampleId> {
  const content = await describeBlob(new Blob([text]))
  const complete: SampleDraft = {
    metadata: { title: text, tags: ['test'], kind: 'Loop', bpm: 120_000, key: 9 },
    durationMs: 8_000,
    format: 'wav',
    offers: [],
    ...draft,
  }
  return (await registerSample(client, content, complete, owner, producing(node))).sample
}
