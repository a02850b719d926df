import type { LicenceKind } from '@echochain/sdk'

const KINDS: Readonly<Record<LicenceKind, string>> = {
  Personal: 'Personal licence',
  Commercial: 'Commercial licence',
  Exclusive: 'Exclusive licence',
}

export const licences = {
  kind: (kind: LicenceKind): string => KINDS[kind],
  buy: {
    buyFor: (price: string) => `Buy for ${price}`,
    getFree: 'Get it for free',
    label: (kind: LicenceKind, price: string) => `Buy a ${KINDS[kind].toLowerCase()} for ${price}`,
    ownSample: 'Your own sample: you need no licence for it.',
    notForSale: 'Not for sale',
    title: (kind: LicenceKind, sample: string) => `Buy a ${KINDS[kind].toLowerCase()} of “${sample}”`,
    dialogTitle: (kind: LicenceKind) => `${KINDS[kind]}`,
    price: 'Price',
    whoGetsWhat: 'Who gets what',
    owner: 'Owner',
    royalty: 'Royalty share',
    upstream: (title: string) => `Made from “${title}”`,
    burned: 'Platform fee, destroyed',
    delivery: 'Platform fee, kept for delivering the file',
    treasury: 'Platform fee, common treasury',
    readTerms: 'Read the licence',
    hideTerms: 'Hide the licence',
    unknownTerms: (hash: string) =>
      `The text of this licence is not one of EchoChain’s own. It is the document whose SHA-256 is ${hash}: ask the seller for it before you buy.`,
    exclusiveNote: 'Nobody can buy a licence of this sample after you. Licences sold before stay in force.',
    transferable: 'You can pass this licence on to somebody else.',
    notTransferable: 'This licence stays with the account that buys it.',
    noWalletTitle: 'Open a wallet first',
    noWallet: 'A licence belongs to an account. Open a wallet, then come back here: nothing is lost.',
    toWallet: 'Open a wallet',
    poorTitle: 'Not enough in this account',
    poor: (price: string, available: string) => `The licence costs ${price}; this account can spend ${available}.`,
    toOwnWallet: 'To the wallet',
    heldTitle: 'You have this licence already',
    held: (kind: LicenceKind, numbers: readonly number[]) =>
      `This account holds ${numbers.length === 1 ? 'licence' : 'licences'} ${numbers.map((id) => `#${id}`).join(', ')} (${KINDS[kind].toLowerCase()}) of this sample. Another one gives you no more rights, unless you want to pass it on.`,
    heldOther: (kinds: readonly LicenceKind[]) =>
      `This account holds another licence of this sample: ${kinds.map((kind) => KINDS[kind].toLowerCase()).join(', ')}.`,
    raisedTitle: 'The price has gone up',
    raised: (before: string, now: string) => `It was ${before} when you opened this page and is ${now} now.`,
    goneTitle: 'This offer is gone',
    gone: 'The owner has changed or withdrawn it, or the sample is no longer for sale. Look at the sample again for what is offered now.',
    buyAnyway: (price: string) => `Buy for ${price}`,
    buyAnother: 'Buy another one',
    cancel: 'Cancel',
    close: 'Close',
    failedTitle: 'The licence was not bought',
    failures: {
      PriceTooHigh:
        'The price was raised while you were buying. You paid the network fee only. The new price is shown now.',
      OfferNotFound:
        'The owner changed this offer while you were buying. You paid the network fee only. Look at the sample again.',
      NotForSale:
        'The sample was taken off the market, or sold exclusively, while you were buying. You paid the network fee only.',
    } as Readonly<Record<string, string>>,
    buying: 'Buying',
    boughtTitle: 'It is yours',
    bought: (sample: string) => `You hold a licence of “${sample}”.`,
    notFinalYet: 'The purchase is in a block. It is final within a minute; until then the block can still be replaced.',
    nowFinal: 'The purchase is final. Nobody can take it back.',
    certificate: (licence: number) => `Certificate of licence #${licence}`,
    runsOn: 'You can close this: the purchase goes on, and is listed at the top of the page.',
    stages: {
      waitingForSignature: 'Waiting for your signature',
      signed: 'Signed',
      sent: 'Sent to the network',
      inBlock: 'In a block',
      finalized: 'Final',
      retracted: 'The block was replaced; the purchase waits for the next one',
      failed: 'Failed',
      expired: 'Expired: it came into no block in time. Nothing was taken; buy again.',
    },
  },
  download: {
    button: 'Download',
    again: 'Download again',
    tryAgain: 'Try the download again',
    label: (title: string) => `Download “${title}”`,
    progress: (title: string) => `Download of “${title}”`,
    cancel: 'Cancel the download',
    cancelLabel: (title: string) => `Cancel the download of “${title}”`,
    received: (bytes: string, size: string) => `${bytes} of ${size}`,
    waiting: 'The file store does not answer. The download goes on by itself when it is back.',
    checked: (name: string) => `Saved as “${name}”. Checked: this is the file whose hash is on the chain.`,
    failed: (reason: string) => `Not downloaded: ${reason}`,
    unknownSample: (id: number) =>
      `The chain has no sample ${id}. If it was published just now, try again in a moment.`,
    wrongHash: (found: string, expected: string) =>
      `This is not the file that was registered, so it was not saved. Its SHA-256 is ${found}; the chain says ${expected}. Tell the seller.`,
  },
}
