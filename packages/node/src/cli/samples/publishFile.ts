import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { ss58Encode } from '@echochain/codec'
import type { Offer } from '@echochain/runtime'
import { ChainClient, formatEcho, MarketClient, registerSample, type Sound, uploadSample } from '@echochain/sdk'
import { summaryOf } from '../accountCommand.ts'
import { CliError } from '../CliError.ts'
import { readKeypair } from '../keyCommand.ts'
import { bold, dim, Output } from '../Output.ts'
import { ProgressBar } from '../ProgressBar.ts'
import type { SignedOptions } from '../sampleCommand.ts'
import { showProgress } from '../showProgress.ts'
import { readOffers } from './readOffers.ts'
import { readSampleOptions, type SampleOptions, type SampleTerms } from './readSampleOptions.ts'

interface PublishOptions extends SignedOptions, SampleOptions {
  readonly price?: string
  readonly offer?: readonly string[]
}

/** Uploads, analyses and registers one file. Everything that was typed is checked before anything is sent. */
export async function publishFile(path: string, options: PublishOptions): Promise<void> {
  const output = new Output(options.json === true)
  const offers = readOffers(options)
  const terms = readSampleOptions(options)
  const keypair = await readKeypair(options.secret, options.scheme)
  const file = await openFile(path)
  using chain = await ChainClient.connect(options.node)
  output.step(`Uploading ${bold(basename(path))}`)
  const bar = new ProgressBar('uploading', output)
  const content = await uploadSample(chain, options.gateway, file, keypair, { onProgress: bar.update }).finally(() =>
    bar.stop(),
  )
  const sound = await new MarketClient(options.market).analyse(content.cid)
  const metadata = describe(path, terms, sound)
  output.step(
    dim(
      `  ${sound.format}, ${(sound.durationMs / 1000).toFixed(1)} s, ${metadata.bpm / 1000} BPM, key ${metadata.key ?? 'none'}`,
    ),
  )
  const draft = {
    metadata,
    durationMs: sound.durationMs,
    format: sound.format,
    offers,
    royalties: terms.royalties,
    parents: terms.parents,
  }
  const { sample, inclusion } = await registerSample(chain, content, draft, keypair, {
    until: options.wait,
    dryRun: options.dryRun,
    onProgress: showProgress(output),
  })
  output.result(
    {
      sample,
      cid: content.cid,
      plainHash: content.plainHash,
      owner: ss58Encode(keypair.account),
      ...summaryOf(inclusion),
    },
    [
      `${bold(metadata.title)} is sample ${bold(String(sample))}, for ${describeOffers(offers)}; fee ${formatEcho(inclusion.fee)}.`,
      dim('Its file is stored in the clear: whoever knows its CID can fetch it.'),
    ],
  )
}

const describeOffers = (offers: readonly Offer[]): string =>
  offers.map(({ kind, price }) => `${formatEcho(price.value)} (${kind.toLowerCase()})`).join(', ')

async function openFile(path: string): Promise<Blob> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new CliError('NO_FILE', `There is no file ${path}`)
  return openAsBlob(path)
}

const describe = (path: string, { title, tags, kind, bpm, key }: SampleTerms, sound: Sound) => ({
  title: title ?? sound.tags.title ?? basename(path, extname(path)),
  tags,
  kind: kind ?? sound.kind,
  bpm: bpm ?? sound.bpm?.value ?? 0,
  key: key === 'none' ? undefined : (key ?? sound.key?.value),
})
