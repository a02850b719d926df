import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { Amount } from '../../elements/Amount.tsx'
import { wallet as walletWords } from '../../text/wallet.ts'
import { TransactionCancelled, useTransactions } from '../../transactions/Transactions.ts'
import { useState } from 'react'
import { Problem } from '../../elements/Problem.tsx'

const words = walletWords.balance

/** What an account was credited with before it existed. */
export function ClaimAlert({ amount }: { readonly amount: bigint }) {
  const { submit } = useTransactions()
  const [state, setState] = useState<'idle' | 'busy' | Error>('idle')
  const claim = async () => {
    setState('busy')
    try {
      const { claimCall } = await import('./walletCalls.ts')
      await submit({ title: words.claimTitle, call: claimCall() })
      setState('idle')
    } catch (error) {
      setState(error instanceof TransactionCancelled ? 'idle' : (error as Error))
    }
  }
  return (
    <Alert color="teal" variant="light" icon={<IconCoins aria-hidden />} title={words.claimable}>
      <Group justify="space-between">
        <Text size="sm">
          <Amount value={amount} exact fw={600} />. {words.claimableHint}
        </Text>
        <Button size="xs" loading={state === 'busy'} onClick={() => void claim()}>
          {words.claim}
        </Button>
      </Group>
      {state instanceof Error && <Problem error={state} />}
    </Alert>
  )
}
