import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { saveFile } from '../../../elements/saveFile.ts'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { deriveKey } from '../../../wallet/vault/deriveKey.ts'
import { writeKeystore } from '../../../wallet/vault/keystore.ts'
import { openAccount } from '../../../wallet/vault/openAccount.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { ManageDialog, type ManageProps } from './ManageDialog.tsx'
import { PasswordForm } from './PasswordForm.tsx'

const words = walletWords.manage

/** Saves an account as a file that polkadot.js and the wallets around it import. */
export function ExportAccount({ account: { address, name }, close }: ManageProps) {
  const { store } = useWallet()
  const [saved, setSaved] = useState(false)
  const submit = async (password: string) => {
    const secret = await openAccount(store.findStored(address)!, password)
    const keystore = await writeKeystore(secret, name, password, { deriveKey })
    saveFile(`${address}.json`, new Blob([JSON.stringify(keystore)], { type: 'application/json' }))
    setSaved(true)
  }
  return (
    <ManageDialog title={words.exportTitle(name)} close={close}>
      {saved ? (
        <Stack>
          <Text aria-live="polite">{words.exported}</Text>
          <Button variant="default" onClick={close} style={{ alignSelf: 'flex-end' }}>
            {words.close}
          </Button>
        </Stack>
      ) : (
        <PasswordForm body={words.exportBody} label={words.export} submit={submit} cancel={close} />
      )}
    </ManageDialog>
  )
}
