import { encode } from '@echochain/codec'
import { MultiSignature } from '@echochain/crypto'
import { Code, Stack, Text } from '@mantine/core'
import { Address } from '../elements/Address.tsx'
import { transactions as transactionsWords } from '../text/transactions.ts'
import type { WalletAccount } from '../wallet/Wallet.ts'
import { SignForm } from './SignForm.tsx'
import type { SigningOrder } from './SigningOrder.ts'

const words = transactionsWords

interface SignMessageProps {
  readonly order: Extract<SigningOrder, { type: 'message' }>
  readonly account: WalletAccount
}

export function SignMessage({ order, account }: SignMessageProps) {
  const { message, bytes } = order.request
  return (
    <SignForm
      account={account}
      label={words.sign}
      disabled={false}
      sign={async (signer) => order.accept(encode(MultiSignature, await signer.signMessage(bytes)))}
      cancel={order.cancel}
    >
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {words.message}
        </Text>
        <Code
          block
          mah={260}
          style={{ overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          tabIndex={0}
        >
          {message}
        </Code>
      </Stack>
      <Text size="sm">
        {words.signer} <Address address={account.address} />
      </Text>
    </SignForm>
  )
}
