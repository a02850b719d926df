import { QueryClient } from '@tanstack/react-query'

/**
 * What the market said is shown for a moment without asking again; `LiveHeadProvider` makes it stale when the chain moves.
 * Whether the browser calls itself online does not matter: the market may be on this very machine.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})
