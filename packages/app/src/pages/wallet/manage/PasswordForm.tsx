import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Problem } from '../../../elements/Problem.tsx'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { VaultError } from '../../../wallet/vault/VaultError.ts'

const words = walletWords

interface PasswordFormProps {
  readonly body: string
  readonly label: string
  /** Rejects with `VaultError` `WRONG_PASSWORD`. */
  readonly submit: (password: string) => Promise<void>
  readonly cancel: () => void
}

/** Asks for an account's password, and does what needs it. */
export function PasswordForm({ body, label, submit, cancel }: PasswordFormProps) {
  const [password, setPassword] = useState('')
  const [state, setState] = useState<'idle' | 'busy' | Error>('idle')
  const wrongPassword = state instanceof VaultError && state.code === 'WRONG_PASSWORD'

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (state === 'busy') return
    setState('busy')
    try {
      await submit(password)
      setState('idle')
    } catch (error) {
      setState(error as Error)
    }
  }

  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      <Stack>
        <Text size="sm">{body}</Text>
        <PasswordInput
          label={words.password}
          value={password}
          error={wrongPassword && words.wrongPassword}
          autoComplete="current-password"
          data-autofocus
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        {state instanceof Error && !wrongPassword && <Problem error={state} />}
        <Group justify="flex-end" gap="xs">
          <Text size="sm" mr="auto" aria-live="polite">
            {state === 'busy' && words.manage.working}
          </Text>
          <Button variant="default" onClick={cancel}>
            {words.manage.cancel}
          </Button>
          <Button type="submit" disabled={password === ''} loading={state === 'busy'}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
