import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import { Problem } from '../../elements/Problem.tsx'
import { wallet as walletWords } from '../../text/wallet.ts'
import { findExtensions } from '../../wallet/extension/InjectedExtension.ts'
import { useWallet } from '../../wallet/Wallet.ts'

const words = walletWords.extension

/** The wallet extensions of this browser, to be connected; nothing where there are none. */
export function ExtensionList() {
  const { store, accounts } = useWallet()
  const [state, setState] = useState<{ readonly busy?: string; readonly error?: Error; readonly empty?: string }>({})
  const names = findExtensions()
  if (names.length === 0) return null

  const connect = async (name: string) => {
    setState({ busy: name })
    try {
      const { connectExtension } = await import('../../wallet/extension/connectExtension.ts')
      const count = await connectExtension(name, store)
      setState(count === 0 ? { empty: name } : {})
    } catch (error) {
      setState({ error: error as Error })
    }
  }

  return (
    <Stack gap="xs">
      <Group gap="xs">
        {names.map((name) =>
          accounts.some(({ extension }) => extension === name) ? (
            <Button
              key={name}
              size="sm"
              variant="subtle"
              color="gray"
              onClick={() => store.setExtensionAccounts(name, [], false)}
            >
              {words.disconnect(name)}
            </Button>
          ) : (
            <Button
              key={name}
              size="sm"
              variant="default"
              leftSection={<IconPlugConnected size={18} aria-hidden />}
              loading={state.busy === name}
              onClick={() => void connect(name)}
            >
              {words.connect(name)}
            </Button>
          ),
        )}
      </Group>
      <div aria-live="polite">
        {state.error && <Problem title={words.failed} error={state.error} />}
        {state.empty && (
          <Alert color="yellow" variant="light">
            {words.noAccounts(state.empty)}
          </Alert>
        )}
      </div>
    </Stack>
  )
}
