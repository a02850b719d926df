import { formatEcho, isConnectionError } from '@echochain/sdk'
import { Alert, Paper, ScrollArea, Skeleton, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { DecodedValue } from '../elements/DecodedValue.tsx'
import { Problem } from '../elements/Problem.tsx'
import { useNetwork } from '../network/Network.ts'
import { transactions as transactionsWords } from '../text/transactions.ts'
import type { WalletAccount } from '../wallet/Wallet.ts'
import { NodeGone } from './NodeGone.tsx'
import { loadFollower } from './loadFollower.ts'
import { type Quote, quoteTransaction } from './quoteTransaction.ts'
import { QuoteTable } from './QuoteTable.tsx'
import { SignForm } from './SignForm.tsx'
import type { SigningOrder } from './SigningOrder.ts'
import { signTransaction } from './signTransaction.ts'

const words = transactionsWords

interface SignTransactionProps {
  readonly order: Extract<SigningOrder, { type: 'transaction' }>
  readonly account: WalletAccount
}

/** What a transaction does, decoded from what is signed; what it costs; and signing it. */
export function SignTransaction({ order, account }: SignTransactionProps) {
  const { chain } = useNetwork()
  const { call, summary } = order.request
  const {
    data: quote,
    error,
    refetch,
  } = useQuery({
    queryKey: ['live', 'quote', order.id],
    queryFn: async () => quoteTransaction(await chain(), call, account),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: 1,
  })
  return (
    <SignForm
      account={account}
      label={words.signAndSend}
      disabled={!quote || quote.obstacle !== undefined || quote.failure !== undefined}
      sign={async (signer) => {
        await loadFollower() // what this page could not send is not signed
        order.accept(await signTransaction(await chain(), call, signer))
      }}
      cancel={order.cancel}
    >
      {summary}
      <Stack gap={4}>
        <Text size="sm" fw={600} id="what-is-signed">
          {words.whatYouSign}
        </Text>
        <Paper withBorder bg="var(--mantine-color-default-hover)">
          <ScrollArea.Autosize
            mah={280}
            type="auto"
            p="sm"
            viewportProps={{ tabIndex: 0, 'aria-labelledby': 'what-is-signed', role: 'region' }}
          >
            <Text component="div" size="sm">
              {quote ? <DecodedValue value={quote.described} /> : <Skeleton h={72} />}
            </Text>
          </ScrollArea.Autosize>
        </Paper>
      </Stack>
      {error && !quote && <QuoteProblem error={error} retry={() => void refetch()} />}
      <QuoteTable quote={quote} address={account.address} />
      {quote && <Obstacle quote={quote} />}
    </SignForm>
  )
}

function QuoteProblem({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  if (isConnectionError(error)) return <NodeGone onBack={retry} />
  return <Problem title={words.quoteFailed} error={error} retry={retry} />
}

function Obstacle({ quote: { obstacle, failure, fee, spending, available } }: { readonly quote: Quote }) {
  if (obstacle === undefined && failure === undefined) return null
  const needed = formatEcho(fee + spending.paid + spending.deposit)
  return (
    <Alert color="yellow" variant="light" role="alert">
      {obstacle === 'noMoney' && words.obstacles.noMoney}
      {obstacle === 'tooLittle' && words.obstacles.tooLittle(needed, formatEcho(available))}
      {obstacle === undefined && describeFailure(failure!)}
    </Alert>
  )
}

const describeFailure = (failure: string): string =>
  failure.startsWith('SampleRegistry.PriceTooHigh')
    ? words.obstacles.priceTooHigh
    : words.obstacles.wouldFail(withoutName(failure))

/** The chain's words for why it refuses something, without the name that programs know it by. */
const withoutName = (failure: string): string => failure.replace(/^\w+\.\w+: /, '')
