import { Grid, Stack, Text } from '@mantine/core'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { useNetwork } from '../../network/Network.ts'
import { network as networkWords } from '../../text/network.ts'
import { BlockList } from './blocks/BlockList.tsx'
import { Authors } from './overview/Authors.tsx'
import { BlockTimes } from './overview/BlockTimes.tsx'
import { NetworkStats } from './overview/NetworkStats.tsx'
import { useMeasuredBlocks } from './overview/useMeasuredBlocks.ts'
import { ChainSearch } from './search/ChainSearch.tsx'

/** What the chain is doing, and the way to anything on it. */
export function NetworkPage() {
  const { info } = useNetwork()
  const measured = useMeasuredBlocks()
  return (
    <Stack gap="lg">
      <div>
        <PageTitle>{networkWords.title}</PageTitle>
        <Text>{networkWords.lead(info.name)}</Text>
      </div>
      <ChainSearch />
      <NetworkStats blocks={measured} />
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <BlockTimes blocks={measured} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Authors blocks={measured} />
        </Grid.Col>
      </Grid>
      <BlockList />
    </Stack>
  )
}
