import { findTerms, formatEcho, MarketClient } from '@echochain/sdk'
import { bold, dim, Output, table } from '../Output.ts'
import type { SampleOptions } from '../sampleCommand.ts'
import { readSampleId } from './readSampleId.ts'

/** Everything a market knows about a sample. */
export async function showSample(id: string, options: SampleOptions): Promise<void> {
  const sample = await new MarketClient(options.market).sample(readSampleId(id))
  const percent = (basisPoints: number) => `${basisPoints / 100} %`
  new Output(options.json === true).result(sample, [
    `${bold(sample.title)} ${dim(`sample ${sample.id}, ${sample.status}`)}`,
    ...table([
      ['owner', sample.owner],
      ['kind', sample.kind],
      ['tempo', sample.bpm === null ? 'none' : `${sample.bpm} BPM`],
      ['key', sample.key ? `${sample.key.name} (${sample.key.camelot})` : 'none'],
      ['length', `${(sample.durationMs / 1000).toFixed(2)} s, ${sample.sizeBytes} bytes, ${sample.format}`],
      ['tags', sample.tags.join(', ')],
      ...sample.offers.map(
        ({ kind, price, terms }) =>
          [
            `${kind.toLowerCase()} licence`,
            `${formatEcho(BigInt(price))} ${dim(findTerms(terms)?.title ?? `terms ${terms}`)}`,
          ] as const,
      ),
      ...sample.royalties.map(({ account, basisPoints }) => ['royalty', `${percent(basisPoints)} ${account}`] as const),
      ...sample.parents.map(
        ({ sample: parent, basisPoints, title }) =>
          ['made from', `${title ?? ''} (sample ${parent}), ${percent(basisPoints)}`] as const,
      ),
      ['sold', `${sample.sales} licences for ${formatEcho(BigInt(sample.revenue))}`],
      ['file', sample.contentCid],
      ['SHA-256', sample.plainHash],
      ['registered', `block ${sample.registeredAt.number}${sample.registeredAt.finalized ? ', final' : ''}`],
    ]),
  ])
}
