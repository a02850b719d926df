import type { AccountId } from '@echochain/codec'
import { MAX_UPSTREAM_BASIS_POINTS, type Parent, type RoyaltyShare, type SampleId } from '@echochain/sdk'
import { readAccount } from '../../../elements/readAddress.ts'
import { ALL_BASIS_POINTS, readPercent, writePercent } from '../../../sampleForm/percent.ts'
import { type Reading, readingOf } from '../../../sampleForm/Reading.ts'
import { publish as words } from '../../../text/publish.ts'

export interface ShareForm {
  /** As typed. */
  readonly address: string
  readonly percent: string
}

export interface ParentForm {
  readonly sample: SampleId
  readonly title: string
  readonly owner: string
  /** Among whom its part is divided. */
  readonly royalties: readonly { readonly account: string; readonly basisPoints: number }[]
  readonly percent: string
}

/** Who shares what is earned, as it stands in the fields. */
export interface SplitForm {
  readonly shares: readonly ShareForm[]
  readonly parents: readonly ParentForm[]
}

export interface SplitTerms {
  readonly royalties: readonly RoyaltyShare[]
  readonly parents: readonly Parent[]
}

/** The shares for the chain, or what is wrong: at `address 0`, `percent 0`, `parent 0` …, `shares` and `parents`. */
export function readSplit({ shares, parents }: SplitForm, owner: AccountId | undefined): Reading<SplitTerms> {
  const accounts = shares.map(({ address }) => readAccount(address))
  const parts = shares.map(({ percent }) => readPercent(percent))
  const upstream = parents.map(({ percent }) => readPercent(percent))
  const problems = {
    ...numbered('address', accounts, (account, at) => problemOfAccount(account, accounts.indexOf(account) < at, owner)),
    ...numbered('percent', parts, problemOfPart),
    ...numbered('parent', upstream, problemOfPart),
    shares: problemOfSum(parts, ALL_BASIS_POINTS, words.sharesTooHigh),
    parents: problemOfSum(upstream, MAX_UPSTREAM_BASIS_POINTS, words.upstreamTooHigh),
  }
  return readingOf(problems, () => ({
    royalties: parts.map((basisPoints, at) => ({ account: accounts[at]!, basisPoints: basisPoints! })),
    parents: upstream.map((basisPoints, at) => ({ sample: parents[at].sample, basisPoints: basisPoints! })),
  }))
}

/** What stays with the owner of what reaches the sample, in basis points; fields that make no sense count as nothing. */
export const ownersPart = (shares: readonly ShareForm[]): number =>
  Math.max(0, ALL_BASIS_POINTS - sumOf(shares.map(({ percent }) => readPercent(percent))))

const numbered = <T>(name: string, items: readonly T[], problemOf: (item: T, at: number) => string | undefined) =>
  Object.fromEntries(items.map((item, at) => [`${name} ${at}`, problemOf(item, at)]))

function problemOfAccount(
  account: AccountId | undefined,
  isRepeated: boolean,
  owner: AccountId | undefined,
): string | undefined {
  if (account === undefined) return words.badAddress
  if (account === owner) return words.ownAddress
  return isRepeated ? words.sameAddress : undefined
}

function problemOfPart(part: number | undefined): string | undefined {
  if (part === undefined) return words.badPercent
  return part === 0 ? words.noPercent : undefined
}

function problemOfSum(
  parts: readonly (number | undefined)[],
  most: number,
  describe: (sum: string) => string,
): string | undefined {
  const sum = sumOf(parts)
  return sum > most ? describe(writePercent(sum)) : undefined
}

const sumOf = (parts: readonly (number | undefined)[]): number =>
  parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)
