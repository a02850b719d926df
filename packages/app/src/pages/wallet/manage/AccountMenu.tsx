import { Menu } from '@mantine/core'
import { IconDownload, IconEye, IconLock, IconLockOpen, IconPencil, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { useWallet, type WalletAccount } from '../../../wallet/Wallet.ts'
import { ExportAccount } from './ExportAccount.tsx'
import { RemoveAccount } from './RemoveAccount.tsx'
import { RenameAccount } from './RenameAccount.tsx'
import { ShowWords } from './ShowWords.tsx'
import { UnlockAccount } from './UnlockAccount.tsx'

const words = walletWords.accounts
const DIALOGS = {
  unlock: UnlockAccount,
  rename: RenameAccount,
  words: ShowWords,
  export: ExportAccount,
  remove: RemoveAccount,
}

interface AccountMenuProps {
  readonly account: WalletAccount
  /** The button that opens it. */
  readonly children: ReactNode
}

/** What else can be done with an account. */
export function AccountMenu({ account, children }: AccountMenuProps) {
  const { store, unlocked } = useWallet()
  const [shown, setShown] = useState<keyof typeof DIALOGS>()
  const Dialog = shown && DIALOGS[shown]
  const stored = store.findStored(account.address)
  if (account.source === 'extension') return null
  return (
    <>
      <Menu position="bottom-end" width={220} withInitialFocusPlaceholder={false}>
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown>
          {stored &&
            (unlocked.has(account.address) ? (
              <Menu.Item leftSection={<IconLock size={16} />} onClick={() => store.lock(account.address)}>
                {words.lock}
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<IconLockOpen size={16} />} onClick={() => setShown('unlock')}>
                {words.unlock}
              </Menu.Item>
            ))}
          {stored && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setShown('rename')}>
              {words.rename}
            </Menu.Item>
          )}
          {stored?.hasWords && (
            <Menu.Item leftSection={<IconEye size={16} />} onClick={() => setShown('words')}>
              {words.showWords}
            </Menu.Item>
          )}
          {stored && (
            <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => setShown('export')}>
              {words.exportFile}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconTrash size={16} color="var(--mantine-color-error)" />}
            onClick={() => setShown('remove')}
          >
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {Dialog && <Dialog account={account} close={() => setShown(undefined)} />}
    </>
  )
}
