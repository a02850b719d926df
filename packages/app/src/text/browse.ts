import type { SampleKind, SampleSort, SampleStatus } from '@echochain/sdk'

const kinds: Readonly<Record<SampleKind, string>> = {
  Loop: 'Loop',
  OneShot: 'One-shot',
  Stem: 'Stem',
  Pack: 'Pack',
}

const sorts: Readonly<Record<SampleSort, string>> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  popular: 'Most sold first',
  priceAsc: 'Cheapest first',
  priceDesc: 'Dearest first',
  bpmAsc: 'Slowest first',
  bpmDesc: 'Fastest first',
}

/** Only what a buyer must know of; a sample nobody has objected to is simply there. */
const statuses: Readonly<Record<SampleStatus, string | undefined>> = {
  Pending: undefined,
  Approved: undefined,
  Disputed: 'Disputed',
  Rejected: 'Rejected',
  Removed: 'Taken down',
}

type End = string | number | undefined

function rangeOf(from: End, to: End): string {
  if (from === undefined) return `up to ${to}`
  return to === undefined ? `from ${from}` : `${from}–${to}`
}

export const browse = {
  title: 'Samples',
  search: 'Search samples',
  searchHint: 'Title, tag, tempo or key',
  clearSearch: 'Clear the search',
  results: (total: number) => (total === 1 ? '1 sample' : `${total.toLocaleString('en')} samples`),
  loading: 'Loading samples…',
  listLabel: 'Samples',
  sort: 'Order',
  sorts,
  filters: 'Filters',
  openFilters: (count: number) => (count === 0 ? 'Filters' : `Filters (${count})`),
  closeFilters: 'Close the filters',
  clearFilters: 'Clear filters',
  showResults: (total: number | undefined) => (total === undefined ? 'Show' : `Show ${browse.results(total)}`),
  removeFilter: (filter: string) => `Remove the filter ${filter}`,
  kind: 'Kind',
  kinds,
  counted: (name: string, count: number) => `${name} ${count.toLocaleString('en')}`,
  tempo: 'Tempo in BPM',
  tempoFrom: 'Slowest tempo',
  tempoTo: 'Fastest tempo',
  key: 'Key',
  anyKey: 'Any key',
  keyMatch: 'Show also',
  keyMatches: {
    exact: 'Exact',
    relative: 'Relative',
    compatible: 'Compatible',
    and: { relative: 'and relative', compatible: 'and compatible' },
  },
  keyMatchHint: {
    exact: 'Only the keys chosen.',
    relative: 'Also keys with the same notes, such as C major with A minor.',
    compatible: 'Also the keys next to them on the Camelot wheel, which mix well.',
  },
  camelot: (code: string) => `Camelot ${code}`,
  tags: 'Tags',
  tagCount: (tag: string, count: number) => `${tag}, ${browse.results(count)}`,
  moreTags: 'More tags',
  fewerTags: 'Fewer tags',
  price: 'Price in ECHO',
  priceFrom: 'Lowest price',
  priceTo: 'Highest price',
  badNumber: 'Write a number like 12.5, without commas',
  length: 'Length in seconds',
  lengthFrom: 'Shortest length',
  lengthTo: 'Longest length',
  from: 'from',
  to: 'to',
  range: {
    bpm: (from: End, to: End) => `${rangeOf(from, to)} BPM`,
    price: (from: End, to: End) => `${rangeOf(from, to)} ECHO`,
    length: (from: End, to: End) => `${rangeOf(from, to)} s`,
  },
  clearAll: 'Show all samples',
  forSale: 'For sale only',
  owner: (address: string) => `by ${address}`,
  bpm: (bpm: number) => `${Number(bpm.toFixed(1))}`,
  bpmLong: (bpm: number) => `${Number(bpm.toFixed(1))} BPM`,
  columns: {
    title: 'Title',
    kind: 'Kind',
    bpm: 'BPM',
    key: 'Key',
    length: 'Length',
    tags: 'Tags',
    price: 'Price',
  },
  statuses,
  free: 'Free',
  priceFromAmount: (amount: string) => `from ${amount}`,
  notForSale: 'Not for sale',
  licencesOf: (price: string, title: string) => `${price}, licences of ${title}`,
  newSamples: (count: number, more: boolean) =>
    count === 1 ? '1 new sample. Show' : `${count}${more ? '+' : ''} new samples. Show`,
  noResultsTitle: 'Nothing sounds like that',
  noResultsBody: 'No sample matches all of it. Take something out, or look for a beginning of a word.',
  emptyTitle: 'No samples yet',
  emptyBody:
    'On a new local network the demo samples are being made and published right now: the first appears here within a minute. You can also publish your own.',
  publishFirst: 'Publish a sample',
  failed: 'The samples could not be loaded',
  end: 'That is all of them',
}
