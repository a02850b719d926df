import { MarketClient } from '@echochain/sdk'
import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { shell as shellWords } from '../text/shell.ts'
import { connectOnce } from './connectOnce.ts'
import { LiveHeadProvider } from './LiveHeadProvider.tsx'
import { NetworkContext, type Network } from './Network.ts'

const RETRY_MS = 2_000

/** Finds out which network the market serves; until it answers there is nothing to show but that. */
export function NetworkProvider({ children }: { readonly children: ReactNode }) {
  const market = useMemo(() => new MarketClient(location.origin), [])
  const {
    data: info,
    failureCount,
    refetch,
  } = useQuery({
    queryKey: ['network'],
    queryFn: ({ signal }) => market.network({ signal }),
    staleTime: Infinity,
    retry: true,
    retryDelay: RETRY_MS,
  })
  const network = useMemo<Network | undefined>(
    () => info && { info, market, chain: connectOnce(info.rpcUrls) },
    [info, market],
  )
  if (!network) return <Unreachable failed={failureCount > 0} retry={() => void refetch()} />
  return (
    <NetworkContext value={network}>
      <LiveHeadProvider>{children}</LiveHeadProvider>
    </NetworkContext>
  )
}

function Unreachable({ failed, retry }: { readonly failed: boolean; readonly retry: () => void }) {
  return (
    <Center mih="100dvh" p="md">
      <Stack align="center" maw={420} ta="center">
        <Loader type="bars" />
        <Title order={1} size="h3">
          {failed ? shellWords.unreachableTitle : shellWords.connecting}
        </Title>
        {failed && <Text>{shellWords.unreachableBody(location.origin)}</Text>}
        {failed && <Button onClick={retry}>{shellWords.tryAgain}</Button>}
      </Stack>
    </Center>
  )
}
