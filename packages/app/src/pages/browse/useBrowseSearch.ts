import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type BrowseSearch, withoutGaps } from './browseSearch.ts'

/** What the address says, and how to change it. The way back leads to what was before the page, not through each letter. */
export function useBrowseSearch(): readonly [BrowseSearch, (changes: BrowseSearch) => void] {
  const search = useSearch({ from: '/' })
  const navigate = useNavigate({ from: '/' })
  const change = useCallback(
    (changes: BrowseSearch) =>
      void navigate({
        search: (old: BrowseSearch) => withoutGaps({ ...old, ...changes }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  return [search, change]
}
