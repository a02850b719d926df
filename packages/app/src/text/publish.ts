import { formatBytes } from '../elements/formatBytes.ts'

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** Bounds are powers of two. */
const mebibytes = (bytes: number): string => `${bytes / 2 ** 20} MiB`

export const publish = {
  title: 'Publish',
  noAccountTitle: 'Publishing needs an account',
  noAccountBody:
    'Your samples belong to an account that only you can sign with, and sales are paid to it. Making one takes a minute.',
  poorTitle: 'This account is still empty',
  poorBody: 'The market takes files from accounts that exist on the chain, and publishing sets a small deposit aside.',

  elsewhereTitle: 'Publishing is open in another tab',
  elsewhereBody: 'Go on there, or close that tab: this one then shows what you began.',

  dropTitle: 'Drop your sounds here',
  dropBody: (largest: number) =>
    `WAV, AIFF, FLAC, MP3, Ogg or Opus, up to ${mebibytes(largest)} and 10 minutes each. One or many.`,
  dropMore: 'Add more files',
  chooseFiles: 'Choose files',
  dropNow: 'Let go to add them',
  tooMany: (number: number, most: number) =>
    `${count(number, 'file')} left out: publish some of these first. ${most} at a time are the most.`,

  drafts: 'Sounds to publish',
  loading: 'Looking for what you began before…',
  remove: (name: string) => `Remove ${name}`,
  removeTitle: 'Remove this draft?',
  removeBody: (name: string) => `What you entered for “${name}” is forgotten. Your file stays where it is.`,
  removeConfirm: 'Remove',
  keep: 'Keep it',
  edit: (name: string) => `Edit ${name}`,
  details: 'Details',
  toSample: 'Go to its page',
  clearPublished: 'Clear published ones',

  // What happens to a file
  waiting: 'Waiting',
  reading: (done: number, size: number) => `Reading, ${percent(done, size)}`,
  waitsForAccount: 'Waits for an account to sign with',
  signing: 'Waits for your signature',
  uploading: (done: number, size: number, rate?: number) =>
    `Uploading, ${formatBytes(done)} of ${formatBytes(size)}${rate === undefined ? '' : `, ${formatBytes(rate)} a second`}`,
  analysing: 'Listening to it: tempo, key, length',
  ready: 'Ready',
  incomplete: 'Not complete yet',
  attention: 'Needs a look',
  stages: {
    waitingForSignature: 'Waits for your signature',
    signed: 'Signed',
    sent: 'Sent',
    inBlock: 'Published, not final yet',
    retracted: 'Taken back by the chain, comes again by itself',
    finalized: 'Published',
    failed: 'Not published',
    expired: 'Not published: it came too late',
  },
  progressOf: (name: string) => `Progress of ${name}`,

  // What can be wrong with a file
  emptyFile: 'This file is empty.',
  largeFile: (most: number) => `This file is too large: ${mebibytes(most)} is the most. Is it one sound?`,
  needsFile: (name: string) =>
    `Drop “${name}” here again: your browser does not keep files this large. It goes on where it was.`,
  otherFile: (name: string) =>
    `That was another file than the “${name}” you began with. Drop the same one, or remove this draft.`,
  duplicate: (name: string) => `This is the same sound as “${name}” above.`,
  registered: (sample: number) =>
    `This very file is published already, as sample ${sample}. A file can be published once.`,
  problems: {
    CANCELLED: 'Not uploaded, because nothing was signed. The signature only orders the upload and costs nothing.',
    NOT_ALLOWED: 'The market takes files from accounts that have some ECHO. Get a little first, then try again.',
    QUOTA_EXCEEDED:
      'There is no room for more of your files on this market now. Publish what you uploaded, or try again tomorrow.',
    GATEWAY_FAILED: 'The connection to the market broke. What was sent is not lost: it goes on from there.',
    MARKET_FAILED: 'The market did not answer. It is tried again as soon as it does.',
    EXPIRED: 'The upload took too long or was interrupted for too long. Sign it once more.',
    NOT_FOUND: 'The market has forgotten this upload. Sign it once more.',
    UNSUPPORTED_FORMAT: 'The market cannot read this as sound. Use WAV, AIFF, FLAC, MP3, Ogg or Opus.',
    UNREADABLE: 'Your browser can no longer read this file. Has it been moved or changed? Remove it and drop it again.',
    BUSY: 'The market is listening to many sounds right now. Try again in a moment.',
  },

  // The form
  description: 'Description',
  heard: (share: number) => `Heard with ${Math.round(share * 100)} % confidence`,
  fromFile: 'From the file',
  notHeard: 'None heard; add it if you know it',
  split: 'Who gets paid',
  applyToAll: (what: string, number: number) => `Use these ${what} for all ${number}`,
  applied: 'Used for all',
  applies: { tags: 'tags', offers: 'prices', split: 'shares' },

  keepsRest: (part: string) => `You keep ${part} of what reaches this sample.`,
  addShare: 'Share with somebody',
  shareAddress: (at: number) => `Address of person ${at}`,
  sharePercent: (at: number) => `Share of person ${at} in percent`,
  removeShare: (at: number) => `Remove person ${at}`,
  addressPlaceholder: 'Address of an account',
  badAddress: 'This is no address. Copy it from the other person’s wallet.',
  ownAddress: 'This is you: the rest is yours anyway.',
  sameAddress: 'This account has a share already.',
  badPercent: 'Write it like 12.5, without commas. 100 is the most.',
  noPercent: 'More than 0.',
  sharesTooHigh: (sum: string) => `The shares add up to ${sum}; 100 % are the most.`,
  sharesFixed: 'Shares and sources cannot be changed after publishing.',

  parents: 'Made from other samples',
  parentsHint: 'Name the samples this one is made from, and which part of each sale goes to them. 50 % in all at most.',
  findParent: 'Find a sample by title, tag or number',
  noParentFound: 'No sample found',
  parentFailed: 'The market did not answer. Choose the sample once more.',
  parentPercent: (title: string) => `Part for ${title} in percent`,
  removeParent: (title: string) => `Remove ${title}`,
  upstreamTooHigh: (sum: string) => `The parts for other samples add up to ${sum}; 50 % are the most.`,

  previewOf: 'Of a sale at',
  previewUnknown: 'Complete the shares to see who gets what.',
  previewNote: 'An account that does not exist yet finds small sums credited, and claims them later.',

  // Sound
  play: (name: string) => `Play ${name}`,
  pause: (name: string) => `Pause ${name}`,
  cannotPlay: 'Your browser cannot play this format. It can be published all the same.',

  // The last step
  publishButton: (number: number) => (number === 1 ? 'Publish it' : `Publish ${count(number, 'sample')}`),
  readyOf: (ready: number, all: number) => `${ready} of ${all} ready`,
  allPublished: 'All of it is published',
  deposit: 'Deposit',
  depositHint: 'The deposit is set aside on your account for the room the samples take on the chain. It stays yours.',
  fee: 'Fee, about',
  balance: 'You have',
  tooPoor: 'That is not enough for deposit and fee.',
  getMoney: 'Get ECHO in the wallet',
  mend: (number: number) => `${count(number, 'sound is not complete yet', 'sounds are not complete yet')}.`,
  signTitle: (titles: readonly string[]) =>
    titles.length === 1 ? `Publish “${titles[0]}”` : `Publish ${titles.length} samples`,
  signSummary: 'Registers on the chain, for everybody to see and for good:',
  uploadTitle: (number: number) => `Upload ${count(number, 'file')}`,
  moreTitles: (number: number) => `and ${number} more`,
  failedTitle: 'Nothing was published',
}

function percent(done: number, size: number): string {
  return `${size === 0 ? 100 : Math.floor((done / size) * 100)} %`
}
