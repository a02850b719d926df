import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy } from 'react'
import { loadPatiently } from '../network/loadPatiently.ts'
import { AddressMark } from '../elements/AddressMark.tsx'
import { HeaderPanel } from '../shell/HeaderPanel.tsx'
import { walletMenu as words } from '../text/walletMenu.ts'
import { TransactionsButton } from '../transactions/TransactionsButton.tsx'
import { useWallet } from './Wallet.ts'

const WalletMenu = lazy(() =>
  loadPatiently(() => import('./WalletMenu.tsx')).then((module) => ({ default: module.WalletMenu })),
)

/** The account that is used, and the way to others; beside it what was signed lately. */
export function WalletButton() {
  const { selected } = useWallet()
  const [opened, { toggle, close }] = useDisclosure()
  const target = selected ? (
    <Button
      variant="default"
      size="sm"
      px="xs"
      onClick={toggle}
      leftSection={<AddressMark address={selected.address} size={20} />}
      aria-label={words.account(selected.name)}
      aria-expanded={opened}
    >
      <Text span inherit truncate maw={{ base: 72, sm: 160 }}>
        {selected.name}
      </Text>
    </Button>
  ) : (
    <Button size="sm" onClick={toggle} aria-expanded={opened}>
      {words.open}
    </Button>
  )
  return (
    <>
      <TransactionsButton />
      <HeaderPanel opened={opened} close={close} width={300} target={target}>
        <WalletMenu close={close} />
      </HeaderPanel>
    </>
  )
}
