import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { ManageDialog, type ManageProps } from './ManageDialog.tsx'

const words = walletWords.manage

/** Takes an account out of the wallet; one that is stored nowhere else only once that was understood. */
export function RemoveAccount({ account: { address, name, source }, close }: ManageProps) {
  const { store } = useWallet()
  const [confirmed, setConfirmed] = useState(source !== 'stored')
  return (
    <ManageDialog title={words.removeTitle(name)} close={close}>
      <Stack>
        <Text size="sm">{source === 'stored' ? words.removeBody : words.removeLight}</Text>
        {source === 'stored' && (
          <Checkbox
            label={words.removeConfirm}
            checked={confirmed}
            onChange={({ currentTarget }) => setConfirmed(currentTarget.checked)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {words.cancel}
          </Button>
          <Button color="red" disabled={!confirmed} onClick={() => store.remove(address)}>
            {words.remove}
          </Button>
        </Group>
      </Stack>
    </ManageDialog>
  )
}
