import { Button, FileInput, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { Problem } from '../../../elements/Problem.tsx'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { deriveKey } from '../../../wallet/vault/deriveKey.ts'
import { openKeystore, parseKeystore } from '../../../wallet/vault/keystore.ts'
import { VaultError } from '../../../wallet/vault/VaultError.ts'
import type { Imported } from './ImportAccount.tsx'

const words = walletWords.import
const MAX_FILE_BYTES = 64 * 1024

interface ImportFileProps {
  readonly done: (found: Imported) => void
  readonly cancel: () => void
}

/** An account from the JSON file of a wallet and the password it was exported with. */
export function ImportFile({ done, cancel }: ImportFileProps) {
  const [file, setFile] = useState<File | null>(null)
  const [password, setPassword] = useState('')
  const [state, setState] = useState<'idle' | 'busy' | Error>('idle')
  const wrongPassword = state instanceof VaultError && state.code === 'WRONG_PASSWORD'

  const open = async (event: FormEvent) => {
    event.preventDefault()
    if (!file || state === 'busy') return
    setState('busy')
    try {
      const keystore = parseKeystore(file.size <= MAX_FILE_BYTES ? await file.text() : '')
      done({ secret: await openKeystore(keystore, password, deriveKey), name: keystore.meta.name })
    } catch (error) {
      setState(error as Error)
    }
  }

  return (
    <form onSubmit={(event) => void open(event)}>
      <Stack>
        <FileInput
          label={words.file}
          description={words.fileHint}
          placeholder={words.choose}
          leftSection={<IconFile size={18} aria-hidden />}
          accept="application/json,.json"
          value={file}
          onChange={(chosen) => {
            setFile(chosen)
            setState('idle')
          }}
        />
        <PasswordInput
          label={words.filePassword}
          value={password}
          error={wrongPassword && state.message}
          autoComplete="off"
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        {state instanceof Error && !wrongPassword && <Problem error={state} />}
        <Group justify="flex-end" gap="xs">
          <Text size="sm" mr="auto" aria-live="polite">
            {state === 'busy' && words.opening}
          </Text>
          <Button variant="default" onClick={cancel}>
            {walletWords.manage.cancel}
          </Button>
          <Button type="submit" disabled={!file} loading={state === 'busy'}>
            {words.next}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
