import { EXISTENTIAL_DEPOSIT, formatEcho, type MarketAccount } from '@echochain/sdk'
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Amount } from '../../elements/Amount.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { readAddress } from '../../elements/readAddress.ts'
import { useNetwork } from '../../network/Network.ts'
import { wallet as walletWords } from '../../text/wallet.ts'
import { TransactionCancelled, type TransactionStage, useTransactions } from '../../transactions/Transactions.ts'
import { isPayment, type PaymentDraft, readPayment } from './readPayment.ts'
import { useSendFee } from './useSendFee.ts'

const words = walletWords.send
const EMPTY: PaymentDraft = { to: '', amount: '', all: false }

interface SendFormProps {
  readonly from: string
  readonly balance: MarketAccount['balance'] | undefined
}

export function SendForm({ from, balance }: SendFormProps) {
  const { market } = useNetwork()
  const { submit } = useTransactions()
  const [draft, setDraft] = useState(EMPTY)
  const [checked, setChecked] = useState(false)
  const [state, setState] = useState<'idle' | 'busy' | 'sent' | Error>('idle')
  const to = readAddress(draft.to)
  const { data: recipient } = useQuery({
    queryKey: ['account', to],
    queryFn: ({ signal }) => market.account(to!, { signal }),
    enabled: to !== undefined,
  })
  const fee = useSendFee()
  const read = readPayment(draft, {
    from,
    available: balance && BigInt(balance.transferable),
    recipientExists: recipient?.exists,
  })
  const problems = checked && !isPayment(read) ? read : {}

  const change = (changed: Partial<PaymentDraft>) => {
    setDraft((old) => ({ ...old, ...changed }))
    if (state !== 'busy') setState('idle')
  }

  const send = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!isPayment(read)) return
    setState('busy')
    try {
      const { sendCall } = await import('./walletCalls.ts')
      const title = read.amount === 'all' ? words.requestAll : words.requestTitle(formatEcho(read.amount))
      // What is typed from here on is another payment.
      const onStage = (stage: TransactionStage) => {
        if (stage !== 'signed') return
        setState('sent')
        setDraft(EMPTY)
      }
      setChecked(false)
      await submit({ title, call: sendCall(read), onStage })
    } catch (error) {
      setState(error instanceof TransactionCancelled ? 'idle' : (error as Error))
    }
  }

  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <TextInput
          label={words.to}
          placeholder={words.toPlaceholder}
          value={draft.to}
          error={problems.to}
          onChange={({ currentTarget }) => change({ to: currentTarget.value })}
          autoComplete="off"
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        {recipient?.exists === false && !problems.to && <Text size="sm">{words.newAccount}</Text>}
        <TextInput
          label={words.amount}
          placeholder={words.amountPlaceholder}
          value={draft.all ? words.allChosen : draft.amount}
          readOnly={draft.all}
          error={problems.amount}
          description={draft.all ? words.kept(formatEcho(EXISTENTIAL_DEPOSIT)) : undefined}
          onChange={({ currentTarget }) => change({ amount: currentTarget.value })}
          inputMode="decimal"
          autoComplete="off"
          rightSectionWidth={draft.all ? 170 : 60}
          rightSection={
            <Button size="compact-sm" variant="subtle" onClick={() => change({ all: !draft.all })}>
              {draft.all ? words.notAll : words.all}
            </Button>
          }
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {fee !== undefined && (
              <>
                {words.fee} <Amount value={fee} />
              </>
            )}
          </Text>
          <Button type="submit" loading={state === 'busy'}>
            {words.submit}
          </Button>
        </Group>
        <div aria-live="polite">
          {state === 'sent' && (
            <Alert color="teal" variant="light">
              {words.sent}
            </Alert>
          )}
          {state instanceof Error && <Problem title={words.failed} error={state} />}
        </div>
      </Stack>
    </form>
  )
}
