import { wallet as walletWords } from '../../../text/wallet.ts'
import { unlock } from '../../../wallet/getSigner.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { ManageDialog, type ManageProps } from './ManageDialog.tsx'
import { PasswordForm } from './PasswordForm.tsx'

const words = walletWords.manage

export function UnlockAccount({ account: { address, name }, close }: ManageProps) {
  const { store } = useWallet()
  const submit = async (password: string) => {
    await unlock(store, address, password)
    close()
  }
  return (
    <ManageDialog title={words.unlockTitle(name)} close={close}>
      <PasswordForm body={words.unlockBody} label={words.unlock} submit={submit} cancel={close} />
    </ManageDialog>
  )
}
