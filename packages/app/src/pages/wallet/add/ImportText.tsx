import type { SignatureScheme } from '@echochain/crypto'
import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { wallet as walletWords } from '../../../text/wallet.ts'
import type { Imported } from './ImportAccount.tsx'
import { findProblem, secretFromTestUri, secretFromWords } from './readSecret.ts'

const words = walletWords.import
const SCHEMES: readonly SignatureScheme[] = ['sr25519', 'ed25519', 'ecdsa']

interface ImportTextProps {
  readonly from: 'words' | 'uri'
  readonly done: (found: Imported) => void
  readonly cancel: () => void
}

/** An account from its words or its secret URI. */
export function ImportText({ from, done, cancel }: ImportTextProps) {
  const [entered, setEntered] = useState('')
  const [scheme, setScheme] = useState<SignatureScheme>('sr25519')
  const [problem, setProblem] = useState<string>()
  const read = () => (from === 'words' ? secretFromWords : secretFromTestUri)(entered, scheme)

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const found = findProblem(read)
    setProblem(found)
    if (found === undefined) done({ secret: read() })
  }

  const field = {
    value: entered,
    error: problem,
    'data-autofocus': true,
    autoCapitalize: 'none',
    autoComplete: 'off',
    autoCorrect: 'off',
    spellCheck: false,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => {
      setEntered(currentTarget.value)
      setProblem(undefined)
    },
  } as const

  return (
    <form onSubmit={onSubmit} autoComplete="off">
      <Stack>
        {from === 'words' ? (
          <Textarea label={words.words} description={words.wordsHint} autosize minRows={3} {...field} />
        ) : (
          <TextInput label={words.uri} description={words.uriHint} {...field} />
        )}
        <Select
          label={words.scheme}
          description={words.schemeHint}
          data={[...SCHEMES]}
          value={scheme}
          allowDeselect={false}
          onChange={(value) => value && setScheme(value as SignatureScheme)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={cancel}>
            {walletWords.manage.cancel}
          </Button>
          <Button type="submit" disabled={entered.trim() === ''}>
            {words.next}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
