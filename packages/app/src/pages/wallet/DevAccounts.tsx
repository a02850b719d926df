import { Button, Group, Stack, Text } from '@mantine/core'
import { AddressMark } from '../../elements/AddressMark.tsx'
import { walletMenu as words } from '../../text/walletMenu.ts'
import { DEV_ACCOUNTS } from '../../wallet/devAccounts.ts'
import { useWallet } from '../../wallet/Wallet.ts'

/** The development accounts that are not used yet, each one click away; nothing on networks of real money. */
export function DevAccounts() {
  const { accounts, store } = useWallet()
  if (!store.development) return null
  const unused = DEV_ACCOUNTS.filter(([, own]) => !accounts.some(({ address }) => address === own))
  if (unused.length === 0) return null
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {words.dev}
      </Text>
      <Text size="sm" c="dimmed">
        {words.devHint}
      </Text>
      <Group gap="xs" mt={4}>
        {unused.map(([name, address]) => (
          <Button
            key={address}
            size="sm"
            variant="default"
            px="xs"
            leftSection={<AddressMark address={address} size={20} />}
            aria-label={words.use(name)}
            onClick={() => store.addDev(address)}
          >
            {name}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
