import { isConnectionError, type Signer } from '@echochain/sdk'
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Problem } from '../elements/Problem.tsx'
import { transactions as transactionsWords } from '../text/transactions.ts'
import { getSigner } from '../wallet/getSigner.ts'
import { VaultError } from '../wallet/vault/VaultError.ts'
import { useWallet, type WalletAccount } from '../wallet/Wallet.ts'
import { NodeGone } from './NodeGone.tsx'

const words = transactionsWords

interface SignFormProps {
  readonly account: WalletAccount
  readonly label: string
  /** Why it cannot be signed now. */
  readonly disabled: boolean
  readonly children: ReactNode
  sign(signer: Signer): Promise<void>
  cancel(): void
}

/** What is signed, the password where one is needed, and the buttons. */
export function SignForm({ account, label, disabled, children, sign, cancel }: SignFormProps) {
  const { store, unlocked } = useWallet()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Error>()
  const locked = account.source === 'stored' && !unlocked.has(account.address)
  const wrongPassword = problem instanceof VaultError && problem.code === 'WRONG_PASSWORD'
  const nodeGone = isConnectionError(problem)

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || disabled) return
    setBusy(true)
    setProblem(undefined)
    try {
      await sign(await getSigner(store, account, password))
    } catch (error) {
      setProblem(inWords(error, account))
      setBusy(false)
    }
  }

  return (
    <form onSubmit={(event) => void onSubmit(event)} aria-busy={busy}>
      <Stack>
        {children}
        {locked && (
          <PasswordInput
            label={words.password}
            description={words.passwordHint(account.name)}
            autoComplete="current-password"
            data-autofocus
            value={password}
            error={wrongPassword && problem.message}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
        )}
        {account.source === 'extension' && <Text size="sm">{words.inExtension(account.extension!)}</Text>}
        {nodeGone && <NodeGone onBack={() => setProblem(undefined)} />}
        {problem && !nodeGone && !wrongPassword && <Problem title={words.signingFailed} error={problem} />}
        <Group justify="flex-end">
          <Text size="sm" aria-live="polite" mr="auto">
            {busy && describeWork(account, locked)}
          </Text>
          <Button variant="default" onClick={cancel} data-autofocus={!locked || undefined}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={busy} disabled={disabled || (locked && password === '')}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function describeWork({ source }: WalletAccount, locked: boolean): string {
  if (source === 'extension') return words.confirmInExtension
  return locked ? words.unlocking : words.signing
}

/** Extensions reject with whatever they like, some with a text. */
function inWords(error: unknown, { source }: WalletAccount): Error {
  if (error instanceof Error && 'code' in error) return error
  const message = error instanceof Error ? error.message : String(error)
  return new Error(source === 'extension' ? words.extensionSaidNo(message) : message)
}
