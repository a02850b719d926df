import { Anchor, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useNetwork } from '../network/Network.ts'
import { elements as elementsWords } from '../text/elements.ts'
import { useWallet } from '../wallet/Wallet.ts'
import { AddressMark } from './AddressMark.tsx'
import { CopyButton } from './CopyButton.tsx'

interface AddressProps {
  readonly address: string
  /** All of it, where a person compares it. */
  readonly whole?: boolean
  readonly copy?: boolean
}

const WHOLE = { overflowWrap: 'anywhere' } as const
/** A long name of one's own account is cut off. */
const SHORT = { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', maxWidth: '22ch' } as const

/**
 * An account: its mark, its name if it is one of the person's own (“you” is the one in use) or the faucet's, or else its
 * address, and the way to its page.
 */
export function Address({ address, whole, copy }: AddressProps) {
  const { accounts, selected } = useWallet()
  const { info } = useNetwork()
  const own = accounts.find((account) => account.address === address)
  const name = own?.name ?? (info.faucet?.address === address ? elementsWords.faucet : undefined)
  const shown = whole ? address : `${address.slice(0, 6)}…${address.slice(-5)}`
  return (
    <Group
      component="span"
      gap={6}
      wrap="nowrap"
      display="inline-flex"
      style={{ verticalAlign: 'middle', minWidth: 0 }}
    >
      <AddressMark address={address} size={18} />
      <Anchor component={Link} to={`/accounts/${address}`} title={address} inherit style={whole ? WHOLE : SHORT}>
        {name !== undefined ? (
          <>
            {name}
            {selected?.address === address && (
              <Text span inherit c="dimmed">
                {` (${elementsWords.you})`}
              </Text>
            )}
          </>
        ) : (
          <Text span inherit ff="monospace" fz="0.92em">
            {shown}
          </Text>
        )}
      </Anchor>
      {copy && <CopyButton value={address} label={elementsWords.copyAddress(address)} />}
    </Group>
  )
}
