import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { ManageDialog, type ManageProps } from './ManageDialog.tsx'

const words = walletWords
const MAX_NAME_LENGTH = 40

export function RenameAccount({ account: { address, name }, close }: ManageProps) {
  const { store } = useWallet()
  const [entered, setEntered] = useState(name)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    store.rename(address, entered.trim())
    close()
  }
  return (
    <ManageDialog title={words.manage.renameTitle(name)} close={close}>
      <form onSubmit={onSubmit}>
        <Stack>
          <TextInput
            label={words.name}
            description={words.nameHint}
            value={entered}
            maxLength={MAX_NAME_LENGTH}
            error={entered.trim() === '' && words.nameMissing}
            data-autofocus
            autoComplete="off"
            onChange={({ currentTarget }) => setEntered(currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {words.manage.cancel}
            </Button>
            <Button type="submit" disabled={entered.trim() === ''}>
              {words.manage.rename}
            </Button>
          </Group>
        </Stack>
      </form>
    </ManageDialog>
  )
}
