import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterContextProvider, RouterProvider } from '@tanstack/react-router'
import { DownloadsProvider } from './downloads/DownloadsProvider.tsx'
import { NetworkProvider } from './network/NetworkProvider.tsx'
import { PlayerProvider } from './player/PlayerProvider.tsx'
import { queryClient } from './queryClient.ts'
import { router } from './router.tsx'
import { cssVariables, theme } from './theme.ts'
import { TransactionsProvider } from './transactions/TransactionsProvider.tsx'
import { WalletProvider } from './wallet/WalletProvider.tsx'

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queryClient}>
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
      </QueryClientProvider>
    </MantineProvider>
  )
}
