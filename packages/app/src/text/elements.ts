export const elements = {
  copy: 'Copy',
  copied: 'Copied',
  copyAddress: (address: string) => `Copy the address ${address}`,
  final: 'Final',
  finalHint: 'This block can no longer be taken back.',
  notFinal: 'Not final yet',
  notFinalHint: 'This block can still be replaced by another, as a rule within a minute.',
  tryAgain: 'Try again',
  more: 'Show more',
  you: 'you',
  justNow: 'just now',
  unknownTime: 'time unknown',
}
