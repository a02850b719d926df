import { Alert, Grid, Stack } from '@mantine/core'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { useNetwork } from '../../network/Network.ts'
import { wallet as walletWords } from '../../text/wallet.ts'
import { useWallet } from '../../wallet/Wallet.ts'
import { AccountList } from './AccountList.tsx'
import { AddAccountDialog } from './add/AddAccountDialog.tsx'
import { useAddAccount } from './add/useAddAccount.ts'
import { FaucetCard } from './FaucetCard.tsx'
import { OwnAccount } from './OwnAccount.tsx'
import { Welcome } from './Welcome.tsx'

/** The accounts of this browser, and what can be done with the one that is used. */
export function WalletPage() {
  const { info } = useNetwork()
  const { selected, problem } = useWallet()
  const adding = useAddAccount()
  return (
    <>
      <PageTitle>{walletWords.title}</PageTitle>
      {problem && (
        <Alert color="red" variant="light" role="alert" mb="lg" title={walletWords.unreadable}>
          {problem.message}. {walletWords.unreadableHint}
        </Alert>
      )}
      {selected ? (
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <OwnAccount key={selected.address} account={selected} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack gap="lg">
              {info.faucet && <FaucetCard key={selected.address} faucet={info.faucet} address={selected.address} />}
              <AccountList add={adding.open} />
            </Stack>
          </Grid.Col>
        </Grid>
      ) : (
        <Welcome add={adding.open} />
      )}
      {adding.way && <AddAccountDialog way={adding.way} close={adding.close} />}
    </>
  )
}
