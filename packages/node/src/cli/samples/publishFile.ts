import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { ss58Encode } from '@echochain/codec'
import type { Offer, Parent, RoyaltyShare, SampleKind } from '@echochain/runtime'
import { ChainClient, formatEcho, MarketClient, registerSample, type Sound, uploadSample } from '@echochain/sdk'
import { accountOf, summaryOf } from '../accountCommand.ts'
import { CliError } from '../CliError.ts'
import { readKeypair } from '../keyCommand.ts'
import { bold, dim, Output } from '../Output.ts'
import { ProgressBar } from '../ProgressBar.ts'
import type { SignedOptions } from '../sampleCommand.ts'
import { showProgress } from '../showProgress.ts'
import { readOffers } from './readOffers.ts'

interface PublishOptions extends SignedOptions {
  readonly price?: string
  readonly offer?: readonly string[]
  readonly title?: string
  readonly tag?: readonly string[]
  readonly kind?: SampleKind
  readonly bpm?: string
  readonly key?: string
  readonly royalty?: readonly string[]
  readonly parent?: readonly string[]
}

/** Uploads, analyses and registers one file. Everything that was typed is checked before anything is sent. */
export async function publishFile(path: string, options: PublishOptions): Promise<void> {
  const output = new Output(options.json === true)
  const offers = readOffers(options)
  const royalties = (options.royalty ?? []).map(readRoyalty)
  const parents = (options.parent ?? []).map(readParent)
  const keypair = await readKeypair(options.secret, options.scheme)
  const file = await openFile(path)
  using chain = await ChainClient.connect(options.node)
  output.step(`Uploading ${bold(basename(path))}`)
  const bar = new ProgressBar('uploading', output)
  const content = await uploadSample(chain, options.gateway, file, keypair, { onProgress: bar.update }).finally(() =>
    bar.stop(),
  )
  const sound = await new MarketClient(options.market).analyse(content.cid)
  const metadata = describe(path, options, sound)
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
    royalties,
    parents,
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

const describe = (path: string, { title, tag = [], kind, bpm, key }: PublishOptions, sound: Sound) => ({
  title: title ?? sound.tags.title ?? basename(path, extname(path)),
  tags: [...tag],
  kind: kind ?? sound.kind,
  bpm: bpm === undefined ? (sound.bpm?.value ?? 0) : readTempo(bpm),
  key: key === undefined ? sound.key?.value : readKey(key),
})

function readTempo(text: string): number {
  const beats = Number(text)
  if (!(beats >= 0 && beats <= 1_000))
    throw new CliError('BAD_OPTION', `--bpm is "${text}", expected a number up to 1000`)
  return thousandths(beats)
}

const thousandths = (beats: number): number => Math.round(beats * 1_000)

function readKey(text: string): number | undefined {
  if (text === 'none') return undefined
  if (!/^\d{1,2}$/.test(text) || Number(text) > 23)
    throw new CliError('BAD_OPTION', `--key is "${text}", expected 0 to 23 or "none"`)
  return Number(text)
}

/** `12.5` percent in basis points. */
function readPercent(text: string, option: string): number {
  const basisPoints = Math.round(Number(text) * 100)
  if (!(basisPoints > 0 && basisPoints <= 10_000))
    throw new CliError('BAD_OPTION', `${option} has the share "${text}", expected a percentage above 0 and up to 100`)
  return basisPoints
}

function splitPair(text: string, option: string): [string, string] {
  const [name, share, ...rest] = text.split('=')
  if (share === undefined || rest.length > 0)
    throw new CliError('BAD_OPTION', `${option} is "${text}", expected name=percent`)
  return [name, share]
}

function readRoyalty(text: string): RoyaltyShare {
  const [address, share] = splitPair(text, '--royalty')
  return { account: accountOf(address), basisPoints: readPercent(share, '--royalty') }
}

function readParent(text: string): Parent {
  const [sample, share] = splitPair(text, '--parent')
  return { sample: readSampleId(sample), basisPoints: readPercent(share, '--parent') }
}

/** The number of a sample as it is typed. */
export function readSampleId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CliError('BAD_OPTION', `"${text}" is no number of a sample`)
  return Number(text)
}
