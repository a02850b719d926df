import type { SampleKind, SampleSort } from '@echochain/sdk'
import { readAddress } from '../../elements/readAddress.ts'

/** What goes with the keys asked for: only they, those with the same notes, or all that a DJ mixes with them. */
export type KeyMatch = 'relative' | 'compatible'

/** What the address of the browse page says: the search, its filters and its order. Absent is: anything. */
export interface BrowseSearch {
  readonly q?: string
  readonly kind?: readonly SampleKind[]
  readonly bpmMin?: number
  readonly bpmMax?: number
  /** 0–11 for C to B major, 12–23 for C to B minor. */
  readonly key?: readonly number[]
  readonly keyMatch?: KeyMatch
  readonly tag?: readonly string[]
  /** ECHO as people write it; of the lowest price. */
  readonly priceMin?: string
  readonly priceMax?: string
  /** Seconds. */
  readonly lengthMin?: number
  readonly lengthMax?: number
  readonly forSale?: true
  /** Address of an account. */
  readonly owner?: string
  /** `newest` unless given. */
  readonly sort?: SampleSort
}

export const SAMPLE_KINDS: readonly SampleKind[] = ['Loop', 'OneShot', 'Stem', 'Pack']
export const SAMPLE_SORTS: readonly SampleSort[] = [
  'newest',
  'oldest',
  'popular',
  'priceAsc',
  'priceDesc',
  'bpmAsc',
  'bpmDesc',
]
const KEY_MATCHES: readonly KeyMatch[] = ['relative', 'compatible']
const KEYS = 24
const MAX_TEXT = 200
export const MAX_TAGS = 8
const MAX_TAG = 128
const MAX_BPM = 10_000
const MAX_SECONDS = 86_400
const AMOUNT = /^\d{1,15}(\.\d{1,12})?$/
/** The database takes it in no text. */
const NUL = '\0'

type Given = Readonly<Record<string, unknown>>

/**
 * Reads an address, which anybody may have written. What makes no sense in it is undefined and not merely absent: the
 * router lays what is returned over what was written.
 */
export function readBrowseSearch(given: Given): BrowseSearch {
  return {
    q: textOf(given.q)?.slice(0, MAX_TEXT) || undefined,
    kind: listOf(given.kind, (value) => oneOf(SAMPLE_KINDS, value), SAMPLE_KINDS.length),
    bpmMin: numberOf(given.bpmMin, MAX_BPM),
    bpmMax: numberOf(given.bpmMax, MAX_BPM),
    key: listOf(given.key, keyOf, KEYS),
    keyMatch: oneOf(KEY_MATCHES, given.keyMatch),
    tag: listOf(given.tag, tagOf, MAX_TAGS),
    priceMin: matching(AMOUNT, given.priceMin),
    priceMax: matching(AMOUNT, given.priceMax),
    lengthMin: numberOf(given.lengthMin, MAX_SECONDS),
    lengthMax: numberOf(given.lengthMax, MAX_SECONDS),
    forSale: given.forSale === true ? true : undefined,
    owner: typeof given.owner === 'string' ? readAddress(given.owner) : undefined,
    sort: oneOf(SAMPLE_SORTS, given.sort),
  }
}

/** Without fields that say nothing, so that equal searches look equal. */
export const withoutGaps = (search: BrowseSearch): BrowseSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as BrowseSearch

/** Takes every filter back; the words searched for and the order stay. */
export const NO_FILTERS: BrowseSearch = {
  kind: undefined,
  bpmMin: undefined,
  bpmMax: undefined,
  key: undefined,
  keyMatch: undefined,
  tag: undefined,
  priceMin: undefined,
  priceMax: undefined,
  lengthMin: undefined,
  lengthMax: undefined,
  forSale: undefined,
  owner: undefined,
}

/** The list with a value put in or taken out; undefined if none is left. */
export function toggled<T>(values: readonly T[] | undefined, value: T): readonly T[] | undefined {
  const without = values?.filter((other) => other !== value) ?? []
  const next = without.length === (values?.length ?? 0) ? [...without, value] : without
  return next.length > 0 ? next : undefined
}

/** How many filters are set; the words searched for and the order are none. */
export function countFilters(search: BrowseSearch): number {
  const filters = (Object.keys(NO_FILTERS) as (keyof BrowseSearch)[]).filter((name) => name !== 'keyMatch')
  const values: readonly unknown[] = filters.map((name) => search[name]).filter((value) => value !== undefined)
  return values.reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0)
}

/** `q=123` arrives as a number, `q=true` as what it says. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined

const matching = (pattern: RegExp, value: unknown): string | undefined => {
  const text = textOf(value)
  return text !== undefined && pattern.test(text) ? text : undefined
}

const oneOf = <T extends string>(values: readonly T[], given: unknown): T | undefined =>
  values.find((value) => value === given)

const numberOf = (value: unknown, max: number): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= max ? value : undefined

const keyOf = (value: unknown): number | undefined => (Number.isInteger(value) ? numberOf(value, KEYS - 1) : undefined)

const tagOf = (value: unknown): string | undefined => {
  const tag = textOf(value)
  return tag !== undefined && tag !== '' && tag.length <= MAX_TAG && !tag.includes(NUL) ? tag : undefined
}

function listOf<T>(given: unknown, read: (value: unknown) => T | undefined, max: number): readonly T[] | undefined {
  const values = (Array.isArray(given) ? (given as unknown[]) : [given]).slice(0, max).map(read)
  const known = [...new Set(values)].filter((value): value is T & {} => value !== undefined)
  return known.length > 0 ? known : undefined
}
