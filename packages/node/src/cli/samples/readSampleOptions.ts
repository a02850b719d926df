import { utf8 } from '@echochain/codec'
import {
  MAX_TAG_BYTES,
  MAX_TAGS,
  MAX_TITLE_BYTES,
  MAX_UPSTREAM_BASIS_POINTS,
  type Parent,
  type RoyaltyShare,
  type SampleKind,
} from '@echochain/runtime'
import { accountOf } from '../accountCommand.ts'
import { CliError } from '../CliError.ts'
import { readSampleId } from './readSampleId.ts'

const ALL_BASIS_POINTS = 10_000

/** What is said of a sample and who shares in it, as it is typed. */
export interface SampleOptions {
  readonly title?: string
  readonly tag?: readonly string[]
  readonly kind?: SampleKind
  readonly bpm?: string
  readonly key?: string
  readonly royalty?: readonly string[]
  readonly parent?: readonly string[]
}

/** The same as the chain takes it. What is undefined was not given. */
export interface SampleTerms {
  readonly title: string | undefined
  readonly tags: readonly string[]
  readonly kind: SampleKind | undefined
  /** Thousandths of a beat per minute. */
  readonly bpm: number | undefined
  readonly key: number | 'none' | undefined
  readonly royalties: readonly RoyaltyShare[]
  readonly parents: readonly Parent[]
}

/** Throws {@link CliError} BAD_OPTION for all that the chain would refuse. */
export function readSampleOptions(options: SampleOptions): SampleTerms {
  const { title, tag: tags = [], kind, bpm, key } = options
  const royalties = (options.royalty ?? []).map(readRoyalty)
  const parents = (options.parent ?? []).map(readParent)
  if (title !== undefined) expectText('--title', title, MAX_TITLE_BYTES)
  for (const tag of tags) expectText('--tag', tag, MAX_TAG_BYTES)
  expectEach('--tag', tags)
  if (tags.length > MAX_TAGS) throw badOption(`--tag is given ${tags.length} times, ${MAX_TAGS} are the most`)
  expectShares('--royalty', royalties, ALL_BASIS_POINTS)
  expectEach(
    '--royalty',
    royalties.map(({ account }) => account),
  )
  expectShares('--parent', parents, MAX_UPSTREAM_BASIS_POINTS)
  expectEach(
    '--parent',
    parents.map(({ sample }) => sample),
  )
  return {
    title,
    tags,
    kind,
    bpm: bpm === undefined ? undefined : readTempo(bpm),
    key: key === undefined ? undefined : readKey(key),
    royalties,
    parents,
  }
}

const badOption = (problem: string): CliError => new CliError('BAD_OPTION', problem)

function expectText(option: string, text: string, maxBytes: number): void {
  const { length } = utf8(text)
  if (text.trim() === '') throw badOption(`${option} is empty`)
  if (length > maxBytes) throw badOption(`${option} has ${length} bytes, ${maxBytes} are the most`)
}

function expectEach(option: string, values: readonly unknown[]): void {
  if (new Set(values).size < values.length) throw badOption(`${option} names the same twice`)
}

function expectShares(option: string, shares: readonly { readonly basisPoints: number }[], most: number): void {
  const sum = shares.reduce((total, { basisPoints }) => total + basisPoints, 0)
  if (sum > most) throw badOption(`The shares of ${option} come to ${sum / 100} %, ${most / 100} % are the most`)
}

function readTempo(text: string): number {
  const beats = Number(text)
  if (text.trim() === '' || !(beats >= 0 && beats < 1_000))
    throw badOption(`--bpm is "${text}", expected a number below 1000`)
  return Math.round(beats * 1_000)
}

function readKey(text: string): number | 'none' {
  if (text === 'none') return text
  if (!/^\d{1,2}$/.test(text) || Number(text) > 23) throw badOption(`--key is "${text}", expected 0 to 23 or "none"`)
  return Number(text)
}

/** `12.5` percent in basis points. */
function readPercent(text: string, option: string): number {
  const basisPoints = Math.round(Number(text) * 100)
  if (!(basisPoints > 0 && basisPoints <= ALL_BASIS_POINTS))
    throw badOption(`${option} has the share "${text}", expected a percentage above 0 and up to 100`)
  return basisPoints
}

function splitPair(text: string, option: string): [string, string] {
  const [name, share, ...rest] = text.split('=')
  if (share === undefined || rest.length > 0) throw badOption(`${option} is "${text}", expected name=percent`)
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
