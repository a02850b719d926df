import { Stack, Tabs } from '@mantine/core'
import { NeedsAccount } from '../../elements/NeedsAccount.tsx'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { licences as licencesWords } from '../../text/licences.ts'
import { useWallet } from '../../wallet/Wallet.ts'
import { ProofFileCheck } from './certificate/ProofFileCheck.tsx'
import { HeldLicences } from './list/HeldLicences.tsx'
import { PassedOnLicences } from './list/PassedOnLicences.tsx'

const words = licencesWords.list

/** What a person may use, with file and certificate of each; and the check of anybody's proof. */
export function LicencesPage() {
  const { selected } = useWallet()
  return (
    <Stack gap="xl">
      <div>
        <PageTitle>{words.title}</PageTitle>
        {selected ? (
          <Tabs defaultValue="held" keepMounted={false} key={selected.address}>
            <Tabs.List mb="md">
              <Tabs.Tab value="held">{words.held}</Tabs.Tab>
              <Tabs.Tab value="passedOn">{words.passedOn}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="held">
              <HeldLicences address={selected.address} />
            </Tabs.Panel>
            <Tabs.Panel value="passedOn">
              <PassedOnLicences address={selected.address} />
            </Tabs.Panel>
          </Tabs>
        ) : (
          <NeedsAccount title={words.noWalletTitle} body={words.noWallet} />
        )}
      </div>
      <ProofFileCheck />
    </Stack>
  )
}
