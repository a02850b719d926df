import { Button, Loader, Popover, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { loadPatiently } from '../network/loadPatiently.ts'
import { AddressMark } from '../elements/AddressMark.tsx'
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
  const path = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(close, [path, close])
  return (
    <>
      <TransactionsButton />
      <Popover opened={opened} onChange={toggle} position="bottom-end" width={300} shadow="md" trapFocus>
        <Popover.Target>
          {selected ? (
            <Button
              variant="default"
              size="sm"
              px="xs"
              onClick={toggle}
              leftSection={<AddressMark address={selected.address} size={20} />}
              aria-label={words.account(selected.name)}
            >
              <Text span inherit truncate maw={{ base: 72, sm: 160 }}>
                {selected.name}
              </Text>
            </Button>
          ) : (
            <Button size="sm" onClick={toggle}>
              {words.open}
            </Button>
          )}
        </Popover.Target>
        <Popover.Dropdown p="xs">
          <Suspense fallback={<Loader size="sm" />}>
            <WalletMenu close={close} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
