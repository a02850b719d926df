/** What the address of the browse page says: the search, its filters and its order. */
export interface BrowseSearch {
  readonly q?: string
}

/** Reads an address; what makes no sense in it is left out. */
export function readBrowseSearch(search: Readonly<Record<string, unknown>>): BrowseSearch {
  return { q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined }
}
