import { ActionIcon, Button, Group, Select, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { AddressMark } from '../../elements/AddressMark.tsx'
import { wallet as walletWords } from '../../text/wallet.ts'
import { useWallet, type WalletAccount } from '../../wallet/Wallet.ts'
import classes from './AccountList.module.css'
import type { AddWay } from './add/useAddAccount.ts'
import { DevAccounts } from './DevAccounts.tsx'
import { ExtensionList } from './ExtensionList.tsx'
import { AccountMenu } from './manage/AccountMenu.tsx'
import { Section } from '../../accounts/Section.tsx'

const words = walletWords.accounts
const MINUTES = [5, 15, 30, 60, 240]

/** All accounts of this browser, and more of them. */
export function AccountList({ add }: { readonly add: (way: AddWay) => void }) {
  const { accounts, unlocked, store } = useWallet()
  const anyStored = accounts.some(({ source }) => source === 'stored')
  return (
    <Section title={words.title}>
      <Stack gap="md">
        <ul className={classes.list}>
          {accounts.map((account) => (
            <Row key={account.address} account={account} />
          ))}
        </ul>
        <Group gap="xs">
          <Button variant="default" size="sm" onClick={() => add('create')}>
            {words.create}
          </Button>
          <Button variant="default" size="sm" onClick={() => add('import')}>
            {words.import}
          </Button>
        </Group>
        <ExtensionList />
        <DevAccounts />
        {anyStored && (
          <Group align="flex-end">
            <Select
              label={words.autoLock}
              description={words.autoLockHint}
              data={MINUTES.map((minutes) => ({ value: String(minutes), label: words.minutes(minutes) }))}
              value={String(store.autoLockMinutes)}
              allowDeselect={false}
              onChange={(value) => value && store.setAutoLock(Number(value))}
            />
            {unlocked.size > 0 && (
              <Button variant="default" onClick={() => store.lock()}>
                {words.lockAll}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Section>
  )
}

function Row({ account }: { readonly account: WalletAccount }) {
  const { selected, select } = useWallet()
  const isSelected = account.address === selected?.address
  return (
    <li className={classes.row} data-selected={isSelected || undefined}>
      <UnstyledButton className={classes.choose} aria-pressed={isSelected} onClick={() => select(account.address)}>
        <AddressMark address={account.address} size={32} />
        <div style={{ minWidth: 0 }}>
          <Text fw={500} truncate>
            {account.name}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            <State account={account} />
            {isSelected && ` · ${words.inUse}`}
          </Text>
        </div>
      </UnstyledButton>
      <AccountMenu account={account}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words.actions(account.name)}>
          <IconDots size={18} />
        </ActionIcon>
      </AccountMenu>
    </li>
  )
}

function State({ account: { source, extension, address } }: { readonly account: WalletAccount }) {
  const { unlocked } = useWallet()
  if (source === 'extension') return words.sources.extension(extension!)
  if (source === 'dev') return words.sources.dev
  return `${words.sources.stored}, ${unlocked.has(address) ? words.unlocked : words.locked}`
}
