import type { MarketAccount } from '@echochain/sdk'
import { ActionIcon, Group, Stack, Text, Tooltip } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Amount } from '../elements/Amount.tsx'
import { wallet as walletWords } from '../text/wallet.ts'

const words = walletWords.balance

/** What an account can spend, and of what else it consists. */
export function BalanceFigures({ account: { balance, exists } }: { readonly account: MarketAccount }) {
  const total = BigInt(balance.free) + BigInt(balance.reserved)
  return (
    <Stack gap="xs">
      <div>
        <Text size="sm" c="dimmed">
          {words.available}
        </Text>
        <Text fz="clamp(1.35rem, 6vw, 2.1rem)" fw={650} lh={1.2}>
          <Amount value={balance.transferable} />
        </Text>
      </div>
      {exists ? (
        <Group gap="xl" wrap="wrap">
          <Figure label={words.total} hint={words.totalHint} value={total} />
          {balance.reserved !== '0' && (
            <Figure label={words.reserved} hint={words.reservedHint} value={balance.reserved} />
          )}
          {balance.frozen !== '0' && <Figure label={words.frozen} hint={words.frozenHint} value={balance.frozen} />}
        </Group>
      ) : (
        <Text size="sm">{words.unborn}</Text>
      )}
    </Stack>
  )
}

interface FigureProps {
  readonly label: string
  readonly hint?: string
  readonly value: bigint | string
}

const Figure = ({ label, hint, value }: FigureProps) => (
  <div>
    <Group gap={4}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {hint && <Hint label={label} hint={hint} />}
    </Group>
    <Text>
      <Amount value={value} />
    </Text>
  </div>
)

const Hint = ({ label, hint }: { readonly label: string; readonly hint: string }) => (
  <Tooltip label={hint} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
    <ActionIcon size="xs" variant="transparent" color="gray" aria-label={`${label}: ${hint}`}>
      <IconInfoCircle size={16} />
    </ActionIcon>
  </Tooltip>
)
