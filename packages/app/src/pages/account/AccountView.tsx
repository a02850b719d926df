import { Grid, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { accountQuery } from '../../accounts/accountQuery.ts'
import { BalanceFigures } from '../../accounts/BalanceFigures.tsx'
import { HistoryList } from '../../accounts/HistoryList.tsx'
import { Section } from '../../accounts/Section.tsx'
import { versionOf } from '../../accounts/versionOf.ts'
import { AddressMark } from '../../elements/AddressMark.tsx'
import { CopyButton } from '../../elements/CopyButton.tsx'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { useNetwork } from '../../network/Network.ts'
import { elements as elementsWords } from '../../text/elements.ts'
import { wallet as walletWords } from '../../text/wallet.ts'
import { useWallet } from '../../wallet/Wallet.ts'
import { AccountFacts } from './AccountFacts.tsx'
import { AccountSamples } from './AccountSamples.tsx'

const words = walletWords

export function AccountView({ address }: { readonly address: string }) {
  const { market } = useNetwork()
  const { accounts } = useWallet()
  const { data, error, refetch } = useQuery(accountQuery(market, address))
  const own = accounts.find((account) => account.address === address)
  return (
    <>
      <PageTitle>{own ? words.account.title(own.name) : words.account.plainTitle}</PageTitle>
      <Group gap="xs" mb="lg" wrap="nowrap">
        <AddressMark address={address} size={28} />
        <Text ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {address}
        </Text>
        <CopyButton value={address} label={elementsWords.copyAddress(address)} />
      </Group>
      <Stack gap="lg">
        <Section title={words.account.samples}>
          <AccountSamples address={address} count={data?.samples} />
        </Section>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Section title={words.balance.title}>
              {data && (
                <Stack>
                  <BalanceFigures account={data} />
                  <AccountFacts account={data} />
                </Stack>
              )}
              {!data && error && <Problem title={words.account.failed} error={error} retry={() => void refetch()} />}
              {!data && !error && <Skeleton h={220} />}
            </Section>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Section title={words.history.title}>
              <HistoryList address={address} version={data && versionOf(data)} />
            </Section>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  )
}
