import { Group, Stack, Text } from '@mantine/core'
import { QrCode } from '../../elements/QrCode.tsx'
import { CopyButton } from '../../elements/CopyButton.tsx'
import { elements as elementsWords } from '../../text/elements.ts'
import { wallet as walletWords } from '../../text/wallet.ts'
import { Section } from '../../accounts/Section.tsx'

const words = walletWords.receive

export function ReceiveSection({ address }: { readonly address: string }) {
  return (
    <Section title={words.title}>
      <Group gap="lg" align="flex-start">
        <QrCode value={address} label={words.qr(address)} size={132} />
        <Stack gap={4} flex={1} miw={200}>
          <Text size="sm" fw={500}>
            {words.address}
          </Text>
          <Group gap={4} wrap="nowrap" align="flex-start">
            <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {address}
            </Text>
            <CopyButton value={address} label={elementsWords.copyAddress(address)} />
          </Group>
          <Text size="sm" c="dimmed">
            {words.hint}
          </Text>
        </Stack>
      </Group>
    </Section>
  )
}
