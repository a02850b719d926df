import { Modal } from '@mantine/core'
import { useFocusBack } from '../../../elements/useFocusBack.ts'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { CreateAccount } from './CreateAccount.tsx'
import { ImportAccount } from './ImportAccount.tsx'
import type { AddWay } from './useAddAccount.ts'

interface AddAccountDialogProps {
  readonly way: AddWay
  readonly close: () => void
}

/** Making or importing an account. A click beside it does not close it: words would be lost. */
export function AddAccountDialog({ way, close }: AddAccountDialogProps) {
  useFocusBack()
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={walletWords[way].title}
      closeOnClickOutside={false}
      styles={{ title: { fontWeight: 650 } }}
      closeOnEscape={way !== 'create'}
      closeButtonProps={{ 'aria-label': walletWords.manage.close }}
    >
      {way === 'create' ? <CreateAccount close={close} /> : <ImportAccount close={close} />}
    </Modal>
  )
}
