import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { CatchBoundary, RouterContextProvider, RouterProvider } from '@tanstack/react-router'
import { DownloadsProvider } from './downloads/DownloadsProvider.tsx'
import { NetworkProvider } from './network/NetworkProvider.tsx'
import { PlayerProvider } from './player/PlayerProvider.tsx'
import { queryClient } from './queryClient.ts'
import { router } from './router.tsx'
import { CrashedPage } from './shell/CrashedPage.tsx'
import { cssVariables, theme } from './theme.ts'
import { TransactionsProvider } from './transactions/TransactionsProvider.tsx'
import { WalletProvider } from './wallet/WalletProvider.tsx'

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <CatchBoundary getResetKey={() => 'app'} errorComponent={CrashedPage}>
          <NetworkProvider>
            <WalletProvider>
              {/* The sign dialog, which stays while pages change, has links too. */}
              <RouterContextProvider router={router}>
                <TransactionsProvider>
                  <PlayerProvider>
                    <DownloadsProvider>
                      <RouterProvider router={router} />
                    </DownloadsProvider>
                  </PlayerProvider>
                </TransactionsProvider>
              </RouterContextProvider>
            </WalletProvider>
          </NetworkProvider>
        </CatchBoundary>
      </QueryClientProvider>
    </MantineProvider>
  )
}
