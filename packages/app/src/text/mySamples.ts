const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

export const mySamples = {
  title: 'My samples',
  noAccountTitle: 'Here are your samples, once you have an account',
  noAccountBody: 'What you publish, what it costs and what it earns is shown for the account you use.',
  publish: 'Publish',
  emptyTitle: 'You have published nothing yet',
  emptyBody: 'Drop a loop or a one-shot, say what it costs, and it can be heard and bought within seconds.',
  failed: 'Your samples could not be loaded',

  // What it brought
  summary: 'What it brought',
  earned: 'Earned',
  earnedHint: 'All shares of sales, your own samples’ and others’',
  sales: 'Licences sold',
  samples: 'Samples',
  claimable: 'To claim',
  claimableHint: 'Shares credited while this account did not exist',
  chart: 'Earned over time, in ECHO',
  chartText: (number: number) => `${count(number, 'payment')} so far. The list of payments tells each.`,
  chartUnit: 'ECHO',

  tabs: { own: 'My samples', shares: 'My shares', payments: 'Payments' },

  // The table
  columns: { sample: 'Sample', price: 'Price', sales: 'Sold', earned: 'Earned' },
  sold: (number: number) => count(number, 'licence'),
  notFinal: 'Not final yet',
  actions: (title: string) => `Change ${title}`,
  edit: 'Edit description and prices',
  stopSale: 'Take from sale',
  handOver: 'Hand over to somebody',
  statuses: { Pending: '', Approved: '', Rejected: 'Rejected', Disputed: 'Disputed', Removed: 'Taken down' },

  // Shares of other people's samples
  noSharesTitle: 'Nobody shares with you yet',
  noSharesBody:
    'When somebody names you in the royalty split of a sample, or makes one from yours, it appears here with what it earned you.',
  upstreamCaption: 'Earned because others made samples from these',
  paymentsOf: (number: number) => count(number, 'sale'),
  sharesOf: 'Earned you',

  // Single payments
  noPaymentsTitle: 'No sale yet',
  noPaymentsBody: 'Each sale is split in the block it happens in. Your parts appear here at once.',
  paymentFor: {
    Owner: 'Your sample',
    Royalty: 'Your royalty share',
    Upstream: 'A sample made from yours',
  },
  credited: 'To claim',
  unknownSample: 'A sample the market does not know',
  paymentsLabel: 'Payments',

  // Changing one
  editTitle: (title: string) => `Edit “${title}”`,
  saveTitle: (title: string) => `Change “${title}”`,
  changes: {
    description: 'The description is replaced.',
    offers: 'The licences for sale are replaced. Sold ones stay as they are.',
  },
  otherOffers: (number: number) =>
    `${count(number, 'more offer')} under other terms or in other currencies ${number === 1 ? 'stays' : 'stay'} as before.`,
  exclusive: 'An exclusive licence was sold, so no other licence can be offered.',
  save: 'Save',
  cancel: 'Cancel',
  unchanged: 'Nothing is changed yet',
  stopTitle: (title: string) => `Take “${title}” from sale`,
  stopSummary: 'No more licences are sold. Those already bought stay valid. You can offer it again at any time.',

  // Handing over
  handOverTitle: (title: string) => `Hand over “${title}”`,
  handOverBody:
    'The new owner has to accept. Until then the sample stays yours, and you can take the offer back. From then on sales are paid to the new owner, who takes over the deposit.',
  newOwner: 'Address of the new owner',
  badAddress: 'This is no address. Copy it from the other person’s wallet.',
  ownAddress: 'This is you.',
  handOverButton: 'Offer it',
  offeredToYou: (title: string) => `“${title}” is offered to you`,
  offeredBody:
    'If you accept, it is yours, with what it earns from then on. Its deposit is then set aside on your account.',
  accept: 'Accept',
  decline: 'Decline',
  acceptTitle: (title: string) => `Accept “${title}”`,
  declineTitle: (title: string) => `Decline “${title}”`,
  youOffered: (title: string) => `You offered “${title}” to`,
  takeBack: 'Take the offer back',
  takeBackTitle: (title: string) => `Take the offer of “${title}” back`,
}
