import type { TransactionStage } from '../transactions/Transactions.ts'

const STAGES: Readonly<Record<TransactionStage, string>> = {
  waitingForSignature: 'Waiting for your signature',
  signed: 'Signed',
  sent: 'Sent, waiting for a block',
  inBlock: 'In a block',
  retracted: 'The block was replaced, waiting for the next one',
  finalized: 'Final',
  failed: 'Failed',
  expired: 'Expired',
}

export const transactions = {
  stage: (stage: TransactionStage): string => STAGES[stage],
  cancelled: 'Nothing was signed',
  failedAction: 'That did not work',
  whatYouSign: 'What you sign',
  message: 'Message',
  fee: 'Network fee',
  paid: 'You pay at most',
  deposit: 'Deposit, set aside for your record',
  balanceAfter: 'Balance afterwards',
  everything: 'Everything in this account',
  signer: 'Signed by',
  sign: 'Sign',
  signAndSend: 'Sign and send',
  cancel: 'Cancel',
  close: 'Close without signing',
  password: 'Password',
  passwordHint: (name: string) => `The password of “${name}” in this browser. It unlocks the account for a while.`,
  inExtension: (extension: string) => `You confirm it in the extension “${extension}”, which opens by itself.`,
  signing: 'Signing…',
  unlocking: 'Checking the password…',
  confirmInExtension: 'Confirm it in the extension…',
  obstacles: {
    priceTooHigh: 'The price has gone up since. Close this and look at the sample again: it shows what it costs now.',
    wouldFail: (reason: string) => `This would fail if it were sent now: ${reason}`,
    noMoney: 'There is nothing in this account yet, so it cannot pay the network fee.',
    tooLittle: (needed: string, available: string) =>
      `This takes ${needed}, and the account can spend ${available}. Choose a smaller amount or put something in first.`,
  },
  quoteFailed: 'The fee could not be asked for',
  signingFailed: 'Nothing was signed',
  nodeGoneTitle: 'No node of the network answers',
  nodeGone:
    'What you sign could not be sent now. Leave this open: this notice goes as soon as a node is back, and you can go on. If you run the network yourself, see whether "npm start" is still running.',
  extensionSaidNo: (message: string) => `The extension did not sign: ${message}`,
  noAccountTitle: 'You need an account for this',
  noAccount: 'What you sign is signed by an account of yours. Open a wallet first: it takes a minute.',
  toWallet: 'Open a wallet',
  tooMany: 'Too much is waiting for your signature. Sign or cancel what is shown first.',
  replaced:
    'Another transaction of this account took its place: an account’s transactions are numbered, and each number counts once. Nothing was taken for this one.',
  cannotSend:
    'The part of this app that sends transactions could not be loaded, so nothing was sent. Load the page again.',
  expired:
    'It came into no block in time, and no longer can. Nothing was taken from your account. Do it again if you still want it.',
  title: 'Transactions',
  running: (count: number) => (count === 1 ? '1 transaction under way' : `${count} transactions under way`),
  recent: 'Recent transactions',
  clear: 'Clear finished',
  offline: 'The connection is lost. What is under way is followed on as soon as it is back; nothing is lost.',
  details: 'Details',
  inBlockNumber: (number: number) => `Block ${number}`,
}
