import { QueryClient } from '@tanstack/react-query'

/** What the market said is shown for a moment without asking again; `useLiveUpdates` makes it stale when the chain moves. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true } },
})
