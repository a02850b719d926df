import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { openAccount } from '../../../wallet/vault/openAccount.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { WordGrid } from '../add/WordGrid.tsx'
import { ManageDialog, type ManageProps } from './ManageDialog.tsx'
import { PasswordForm } from './PasswordForm.tsx'

const words = walletWords.manage

/** The words of an account once more, after its password, also when it is unlocked. */
export function ShowWords({ account: { address, name }, close }: ManageProps) {
  const { store } = useWallet()
  const [phrase, setPhrase] = useState<string>()
  const submit = async (password: string) => setPhrase((await openAccount(store.findStored(address)!, password)).words)
  return (
    <ManageDialog title={words.wordsTitle(name)} close={close}>
      {phrase === undefined ? (
        <PasswordForm body={words.wordsBody} label={words.showWords} submit={submit} cancel={close} />
      ) : (
        <Stack>
          <Text size="sm">{words.wordsBody}</Text>
          <WordGrid words={phrase} shown />
          <Button variant="default" onClick={close} style={{ alignSelf: 'flex-end' }}>
            {words.close}
          </Button>
        </Stack>
      )}
    </ManageDialog>
  )
}
