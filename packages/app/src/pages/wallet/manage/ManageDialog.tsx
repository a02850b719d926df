import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFocusBack } from '../../../elements/useFocusBack.ts'
import { wallet as walletWords } from '../../../text/wallet.ts'
import type { WalletAccount } from '../../../wallet/Wallet.ts'

/** What each of the dialogs about an account is given. */
export interface ManageProps {
  readonly account: WalletAccount
  readonly close: () => void
}

interface ManageDialogProps {
  readonly title: string
  readonly close: () => void
  readonly children: ReactNode
}

export function ManageDialog({ title, close, children }: ManageDialogProps) {
  useFocusBack()
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': walletWords.manage.close }}
      styles={{ title: { fontWeight: 650 } }}
    >
      {children}
    </Modal>
  )
}
