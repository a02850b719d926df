import { Button, Stack, Tabs } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { NeedsAccount } from '../../elements/NeedsAccount.tsx'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { mySamples as words } from '../../text/mySamples.ts'
import { useWallet } from '../../wallet/Wallet.ts'
import { EarningsSummary } from './earnings/EarningsSummary.tsx'
import { PaymentList } from './earnings/PaymentList.tsx'
import { OwnershipOffers } from './ownership/OwnershipOffers.tsx'
import { OwnSamples } from './list/OwnSamples.tsx'
import { SharedSamples } from './list/SharedSamples.tsx'

/** What the selected account published and has a share of, what it costs and what it brought. */
export function MySamplesPage() {
  const { selected } = useWallet()
  if (!selected) return <NoAccount />
  const { address } = selected
  return (
    <>
      <PageTitle actions={<PublishButton />}>{words.title}</PageTitle>
      <Stack gap="lg" key={address}>
        <OwnershipOffers address={address} />
        <EarningsSummary address={address} />
        <Tabs defaultValue="own" keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="own">{words.tabs.own}</Tabs.Tab>
            <Tabs.Tab value="shares">{words.tabs.shares}</Tabs.Tab>
            <Tabs.Tab value="payments">{words.tabs.payments}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="own">
            <OwnSamples address={address} />
          </Tabs.Panel>
          <Tabs.Panel value="shares">
            <SharedSamples address={address} />
          </Tabs.Panel>
          <Tabs.Panel value="payments">
            <PaymentList address={address} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </>
  )
}

const PublishButton = () => (
  <Button component={Link} to="/publish" leftSection={<IconPlus size={16} aria-hidden />}>
    {words.publish}
  </Button>
)

function NoAccount() {
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <NeedsAccount title={words.noAccountTitle} body={words.noAccountBody} />
    </>
  )
}
