import { ss58Encode } from '@echochain/codec'
import { createKeypair } from '@echochain/crypto'
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import { AddressMark } from '../../../elements/AddressMark.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { wallet as walletWords } from '../../../text/wallet.ts'
import type { AccountSecret } from '../../../wallet/vault/AccountSecret.ts'
import { createStored } from '../../../wallet/vault/createStored.ts'
import { deriveKey } from '../../../wallet/vault/deriveKey.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { NewPassword } from './NewPassword.tsx'
import { rateSecrecy } from './rateSecrecy.ts'

const words = walletWords
const MAX_NAME_LENGTH = 40

interface SaveAccountProps {
  readonly secret: AccountSecret
  readonly isNew?: boolean
  readonly givenName?: string
  readonly back: () => void
  readonly close: () => void
}

/** The last step of making or importing an account: a name, and the password it is encrypted with. */
export function SaveAccount({ secret, isNew, givenName, back, close }: SaveAccountProps) {
  const { accounts, store } = useWallet()
  const [name, setName] = useState(givenName ?? words.defaultName(accounts.length + 1))
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  const [state, setState] = useState<'idle' | 'busy' | Error>('idle')
  const address = useMemo(() => ss58Encode(createKeypair(secret.scheme, secret.bytes).account), [secret])
  const known = store.findStored(address) !== undefined
  const ready = name.trim() !== '' && rateSecrecy(password) !== 'short' && password === repeated

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready || state === 'busy') return
    setState('busy')
    try {
      const { stored, keypair } = await createStored(secret, name.trim(), password, deriveKey)
      store.addStored(stored, keypair)
      close()
    } catch (error) {
      setState(error as Error)
    }
  }

  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack>
        {!isNew && (
          <Group gap="xs" wrap="nowrap">
            <AddressMark address={address} size={28} />
            <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {address}
            </Text>
          </Group>
        )}
        {known && (
          <Alert color="yellow" variant="light">
            {words.import.known}
          </Alert>
        )}
        <TextInput
          label={words.name}
          description={words.nameHint}
          value={name}
          maxLength={MAX_NAME_LENGTH}
          error={name.trim() === '' && words.nameMissing}
          data-autofocus
          autoComplete="off"
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <NewPassword {...{ password, repeated, setPassword, setRepeated }} />
        {state instanceof Error && <Problem error={state} />}
        <Group justify="flex-end" gap="xs">
          <Text size="sm" mr="auto" aria-live="polite">
            {state === 'busy' && words.create.saving}
          </Text>
          <Button variant="default" onClick={back}>
            {isNew ? words.create.back : words.import.back}
          </Button>
          <Button type="submit" disabled={!ready} loading={state === 'busy'}>
            {isNew ? words.create.done : words.import.done}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
