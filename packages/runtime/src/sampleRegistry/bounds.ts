// Bounds of the market's records (protocol.md §6), apart from these so that a form that minds them need not load them.

export const MAX_TITLE_BYTES = 128
export const MAX_TAGS = 16
export const MAX_TAG_BYTES = 32
export const MAX_OFFERS = 8
export const MAX_ROYALTIES = 16
export const MAX_PARENTS = 8
/** Most that all parents together get of a sale: half of it. */
export const MAX_UPSTREAM_BASIS_POINTS = 5_000
