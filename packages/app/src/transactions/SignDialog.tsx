import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useFocusBack } from '../elements/useFocusBack.ts'
import { transactions as transactionsWords } from '../text/transactions.ts'
import { SignMessage } from './SignMessage.tsx'
import { SignTransaction } from './SignTransaction.tsx'
import type { SigningOrder } from './SigningOrder.ts'

const words = transactionsWords

/** Shows what is to be signed, and has it signed or not. */
export function SignDialog({ order }: { readonly order: SigningOrder }) {
  useFocusBack()
  return (
    <Modal
      opened
      onClose={order.cancel}
      title={order.request.title}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': words.close }}
      zIndex={400}
      styles={{ title: { fontWeight: 650 } }}
    >
      <Body order={order} />
    </Modal>
  )
}

function Body({ order }: { readonly order: SigningOrder }) {
  if (!order.account) return <NoAccount cancel={order.cancel} />
  return order.type === 'transaction' ? (
    <SignTransaction order={order} account={order.account} />
  ) : (
    <SignMessage order={order} account={order.account} />
  )
}

const NoAccount = ({ cancel }: { readonly cancel: () => void }) => (
  <Stack>
    <Text fw={600}>{words.noAccountTitle}</Text>
    <Text>{words.noAccount}</Text>
    <Group>
      <Button component={Link} to="/wallet" onClick={cancel}>
        {words.toWallet}
      </Button>
      <Button variant="default" onClick={cancel}>
        {words.cancel}
      </Button>
    </Group>
  </Stack>
)
