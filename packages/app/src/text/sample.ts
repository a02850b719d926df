import type { LicenceKind, ReportReason, SampleStatus } from '@echochain/sdk'

const kinds: Readonly<Record<LicenceKind, { readonly name: string; readonly allows: string }>> = {
  Personal: {
    name: 'Personal',
    allows: 'For music that earns no money: demos, practice, releases given away.',
  },
  Commercial: {
    name: 'Commercial',
    allows: 'For music, films and games that earn money. Nothing more to pay, ever.',
  },
  Exclusive: {
    name: 'Exclusive',
    allows: 'As commercial, and nobody can buy another licence after you. Sold once.',
  },
}

const reasons: Readonly<Record<ReportReason, string>> = {
  Copyright: 'somebody else’s rights',
  Mislabelled: 'wrong description',
  Unlawful: 'against the law',
  Other: 'another reason',
}

/** What a status means for somebody who wants to use the sample. */
const statuses: Readonly<
  Record<SampleStatus, { readonly name: string; readonly title?: string; readonly body?: string }>
> = {
  Pending: { name: 'Published, not reviewed' },
  Approved: { name: 'Reviewed and approved' },
  Disputed: {
    name: 'Disputed',
    title: 'This sample is disputed',
    body: 'Somebody claims rights in it. While that is looked into no licence can be bought. Licences sold before stay on record.',
  },
  Rejected: {
    name: 'Rejected',
    title: 'This sample was rejected',
    body: 'It was found not to belong here and is left out of lists. No licence can be bought.',
  },
  Removed: {
    name: 'Taken down',
    title: 'This sample was taken down',
    body: 'No licence can be bought. What happened on the chain stays on record, also licences sold before.',
  },
}

export const sample = {
  loading: 'Loading the sample…',
  failed: 'The sample could not be loaded',
  notFoundTitle: (id: string) => `There is no sample ${id}`,
  notFoundBody:
    'If it was published just now, it appears here by itself as soon as it is in a block. Else the address may be mistyped.',
  toBrowse: 'To all samples',
  by: 'by',
  kindOf: 'Kind',
  tempo: 'Tempo',
  key: 'Key',
  length: 'Length',
  format: 'Format',
  sold: 'Licences sold',
  published: 'Published',
  notFinalTitle: 'Published a moment ago',
  notFinalBody:
    'The block it is in can still be replaced by another, as a rule for less than a minute. The sample would then come back by itself in a later block.',
  statuses,
  reports: (count: number) => (count === 1 ? 'It was reported once.' : `It was reported ${count} times.`),
  soldExclusively: 'An exclusive licence was sold, so no other licence can be bought.',
  waveform: 'Waveform',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  loop: 'Loop',
  noWaveform: 'The waveform appears once this market has heard the file.',
  notStored: 'This market does not have the file at the moment, so it cannot be heard here.',
  licences: 'Licences',
  kinds,
  readLicence: 'Read the licence',
  hideLicence: 'Hide the licence',
  transferable: 'May be passed on',
  notTransferable: 'Stays with the buyer',
  noOffersTitle: 'Not for sale',
  noOffers: 'The owner offers no licence at the moment.',
  otherAsset: (asset: number) => `Priced in asset ${asset}, which this app cannot pay with.`,
  heldTitle: (count: number) => (count === 1 ? 'You hold a licence' : `You hold ${count} licences`),
  held: (kind: LicenceKind, id: number) => `${kinds[kind].name} licence #${id}`,
  ownTitle: 'This is your sample',
  toMySamples: 'Offers and earnings',
  shares: 'Who is paid',
  sharesOf: 'Of a licence sold for',
  ofLicence: (kind: string, price: string) => `${kind}, ${price}`,
  share: { owner: 'Owner', royalty: 'Royalty share', upstream: 'Through a source', fee: 'Platform fee' },
  parents: 'Made from',
  children: (count: number) => (count === 1 ? 'One sample made from it' : `${count} samples made from it`),
  parentShare: (percent: string) => `gets ${percent} of each sale, after the platform fee`,
  unknownSample: (id: number) => `Sample ${id}`,
  history: 'History',
  historyEmpty: 'Nothing has happened to it that this market knows of.',
  historyMore: 'Show earlier',
  events: {
    SampleRegistered: 'Published by',
    MetadataUpdated: 'Description corrected',
    OffersSet: 'Offers changed',
    OffersSetTo: (offers: string) => `Offers changed: ${offers}`,
    OffersWithdrawn: 'All offers withdrawn',
    OwnershipOffered: 'Offered to a new owner:',
    OwnershipOfferCancelled: 'The change of owner was called off by',
    OwnershipTransferred: 'New owner:',
    LicenceBought: 'Licence bought by',
    LicenceBoughtFor: 'for',
    LicenceIssued: (id: number) => `Licence #${id} issued to`,
    SampleReported: (reason: ReportReason | undefined) =>
      `Reported (${reason ? reasons[reason] : 'no reason given'}) by`,
    StatusSet: (status: string) => `Status set: ${status}`,
  },
  inBlock: (number: number) => `Block ${number}`,
  facts: 'On the chain',
  factsBody: 'What the chain says of this sample. Everything here can be checked without this market.',
  copy: (fact: string) => `Copy: ${fact}`,
  fact: {
    id: 'Sample number',
    owner: 'Owner',
    status: 'Status',
    block: 'Registered in block',
    extrinsic: 'By transaction',
    cid: 'Content address (CID)',
    preview: 'Content address of the preview',
    size: 'Size of the file',
    plainHash: 'SHA-256 of the file',
    plainRoot: 'Root of its segments',
    storageRoot: 'Root of the stored segments',
    fingerprint: 'Hash of the acoustic fingerprint',
    deposit: 'Deposit of the owner',
    revenue: 'Paid for licences so far',
    reports: 'Reports',
    storageKey: 'Key of the record in the state',
  },
}
