/** What can be wrong with what is kept of a wallet, in this browser and in files. */
export const vault = {
  notChecked: (reason: string) => `The password could not be checked: ${reason || 'too little memory'}`,
  wrongPassword: 'This is not the password of this account',
  wrongFilePassword: 'This is not the password of the file',
  otherVersion: 'This account was stored by another version of this page',
  unusualCheck: 'The file asks for a password check that no wallet uses; it may be damaged',
  notAKeystore: 'This is not the keystore of an account. Export it again from the wallet it comes from, as JSON',
  severalAccounts: 'This file holds several accounts. Export the one you want by itself, and import that',
  oldKeystore: 'The keystore is of an old format, or has no password. Export it again from a wallet of today',
  keystoreAddressDamaged: 'The address in the keystore is damaged',
  keystoreCutOff: 'The keystore is cut off',
  unknownKind: (kind: string) =>
    `The keystore has a key of the kind ${kind}; accounts here have sr25519, ed25519 or ecdsa`,
  noKeyInside: 'What the keystore holds is no key',
  keystoreDamaged: 'The keystore is damaged',
  otherKeyInside: (address: string) => `The keystore says that it is of ${address}, but its key is of another account`,
  notSecure:
    'This browser encrypts nothing on pages that are not secure: open this one over https, or at http://127.0.0.1',
  walletDamaged: 'The wallet kept in this browser is damaged',
  walletOfOtherVersion: 'The wallet kept in this browser was written by another version of this page',
}
