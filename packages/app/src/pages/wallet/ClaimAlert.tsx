import { Alert, Group, Text } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { ClaimButton } from '../../accounts/ClaimButton.tsx'
import { Amount } from '../../elements/Amount.tsx'
import { wallet as walletWords } from '../../text/wallet.ts'

const words = walletWords.balance

/** What an account was credited with before it existed. */
export const ClaimAlert = ({ amount }: { readonly amount: bigint }) => (
  <Alert color="teal" variant="light" icon={<IconCoins aria-hidden />} title={words.claimable}>
    <Group justify="space-between">
      <Text size="sm">
        <Amount value={amount} exact fw={600} />. {words.claimableHint}
      </Text>
      <ClaimButton />
    </Group>
  </Alert>
)
