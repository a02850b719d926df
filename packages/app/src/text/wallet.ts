export const wallet = {
  title: 'Wallet',
  extensionGone: (name: string) =>
    `The extension “${name}” is no longer in this browser. Install it again, or use another account.`,
  extensionRefused: (name: string) =>
    `The extension “${name}” did not let this page in. Open it, allow this page, and try again.`,
  accountGone: 'This account was removed from the wallet.',
  menu: {
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
  },
}
