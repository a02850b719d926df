import { Divider, NavLink, ScrollArea, Stack, Text } from '@mantine/core'
import { IconCheck, IconLock, IconPlus, IconWallet } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { AddressMark } from '../elements/AddressMark.tsx'
import { walletMenu as words } from '../text/walletMenu.ts'
import { DEV_ACCOUNTS } from './devAccounts.ts'
import classes from './WalletMenu.module.css'
import { useWallet } from './Wallet.ts'

/** Accounts to choose from, and where more are made. */
export function WalletMenu({ close }: { readonly close: () => void }) {
  const { accounts, selected, unlocked, select, store } = useWallet()
  const unused = store.development
    ? DEV_ACCOUNTS.filter(([, own]) => !accounts.some(({ address }) => address === own))
    : []
  return (
    <ScrollArea.Autosize mah="70dvh">
      <Stack gap={2}>
        {accounts.length > 0 && <Heading>{words.accounts}</Heading>}
        {accounts.map(({ address, name, source, extension }) => (
          <NavLink
            color="gray"
            className={classes.entry}
            key={address}
            component="button"
            active={address === selected?.address}
            label={name}
            description={source === 'stored' ? (unlocked.has(address) ? words.unlocked : words.locked) : extension}
            leftSection={<AddressMark address={address} size={24} />}
            rightSection={address === selected?.address && <IconCheck size={16} aria-hidden />}
            onClick={() => {
              select(address)
              close()
            }}
          />
        ))}
        {unused.length > 0 && <Heading hint={words.devHint}>{words.dev}</Heading>}
        {unused.map(([name, address]) => (
          <NavLink
            color="gray"
            className={classes.entry}
            key={address}
            component="button"
            label={words.use(name)}
            leftSection={<AddressMark address={address} size={24} />}
            onClick={() => {
              store.addDev(address)
              close()
            }}
          />
        ))}
        <Divider my={4} />
        {unlocked.size > 0 && (
          <NavLink
            color="gray"
            className={classes.entry}
            component="button"
            label={words.lock}
            leftSection={<IconLock size={18} />}
            onClick={() => {
              store.lock()
              close()
            }}
          />
        )}
        <NavLink
          color="gray"
          className={classes.entry}
          component={Link}
          to="/wallet"
          label={selected ? words.toWallet : words.create}
          leftSection={selected ? <IconWallet size={18} /> : <IconPlus size={18} />}
          onClick={close}
        />
      </Stack>
    </ScrollArea.Autosize>
  )
}

const Heading = ({ children, hint }: { readonly children: string; readonly hint?: string }) => (
  <div>
    <Text size="sm" fw={600} px="xs" pt={4}>
      {children}
    </Text>
    {hint && (
      <Text size="sm" c="dimmed" px="xs" pb={4}>
        {hint}
      </Text>
    )}
  </div>
)
