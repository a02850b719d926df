import { Group, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { accountQuery } from '../../accounts/accountQuery.ts'
import { BalanceFigures } from '../../accounts/BalanceFigures.tsx'
import { HistoryList } from '../../accounts/HistoryList.tsx'
import { versionOf } from '../../accounts/versionOf.ts'
import { Address } from '../../elements/Address.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { useNetwork } from '../../network/Network.ts'
import { wallet as walletWords } from '../../text/wallet.ts'
import type { WalletAccount } from '../../wallet/Wallet.ts'
import { ClaimAlert } from './ClaimAlert.tsx'
import { ReceiveSection } from './ReceiveSection.tsx'
import { Section } from '../../accounts/Section.tsx'
import { SendForm } from './SendForm.tsx'

/** The account that is used: what is in it, sending, receiving, what happened. */
export function OwnAccount({ account: { address } }: { readonly account: WalletAccount }) {
  const { market } = useNetwork()
  const { data, error, refetch } = useQuery(accountQuery(market, address))
  return (
    <Stack gap="lg">
      <Section title={walletWords.balance.title}>
        <Group mb="sm">
          <Address address={address} />
        </Group>
        {data && <BalanceFigures account={data} />}
        {!data && error && <Problem title={walletWords.balance.failed} error={error} retry={() => void refetch()} />}
        {!data && !error && <Skeleton h={104} />}
      </Section>
      {data && data.claimable !== '0' && <ClaimAlert amount={BigInt(data.claimable)} />}
      <Section title={walletWords.send.title}>
        <SendForm from={address} balance={data?.balance} />
      </Section>
      <ReceiveSection address={address} />
      <Section title={walletWords.history.title}>
        <HistoryList address={address} version={data && versionOf(data)} />
      </Section>
    </Stack>
  )
}
