/** In the header of every page; apart from `wallet`, which only its page loads. */
export const walletMenu = {
  open: 'Open a wallet',
  account: (name: string) => `Account: ${name}`,
  accounts: 'Your accounts',
  use: (name: string) => `Use ${name}`,
  dev: 'Development accounts',
  devHint: 'Everybody can use them. Their money is play money.',
  toWallet: 'To the wallet',
  lock: 'Lock now',
  locked: 'locked',
  unlocked: 'unlocked',
  create: 'Create or import an account',
}
