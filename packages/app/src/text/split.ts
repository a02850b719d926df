/** Who gets what of a price. */
export const split = {
  owner: 'Owner',
  royalty: 'Royalty share',
  upstream: (title: string) => `Made from “${title}”`,
  burned: 'Platform fee, destroyed',
  delivery: 'Platform fee, kept for delivering the file',
  treasury: 'Platform fee, common treasury',
}
