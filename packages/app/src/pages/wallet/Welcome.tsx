import { Button, Divider, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { wallet as walletWords } from '../../text/wallet.ts'
import { useWallet } from '../../wallet/Wallet.ts'
import { findExtensions } from '../../wallet/extension/InjectedExtension.ts'
import type { AddWay } from './add/useAddAccount.ts'
import { DevAccounts } from './DevAccounts.tsx'
import { ExtensionList } from './ExtensionList.tsx'

const words = walletWords.welcome

/** The ways to a first account. */
export function Welcome({ add }: { readonly add: (way: AddWay) => void }) {
  const { store } = useWallet()
  const hasExtension = findExtensions().length > 0
  return (
    <Stack gap="lg" maw={860}>
      <Text>{words.body}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Way title={words.create} hint={words.createHint}>
          <Button onClick={() => add('create')}>{words.createButton}</Button>
        </Way>
        <Way title={words.import} hint={words.importHint}>
          <Button variant="default" onClick={() => add('import')}>
            {words.importButton}
          </Button>
        </Way>
      </SimpleGrid>
      <Paper withBorder p="md" component="section">
        <Title order={2} size="h5">
          {words.extension}
        </Title>
        <Text size="sm" c="dimmed" mt={4} mb={hasExtension ? 'sm' : 0}>
          {hasExtension ? words.extensionHint : walletWords.extension.none}
        </Text>
        <ExtensionList />
      </Paper>
      {store.development && (
        <>
          <Divider />
          <DevAccounts />
        </>
      )}
    </Stack>
  )
}

interface WayProps {
  readonly title: string
  readonly hint: string
  readonly children: ReactNode
}

const Way = ({ title, hint, children }: WayProps) => (
  <Paper withBorder p="md" component="section" display="flex" style={{ flexDirection: 'column', gap: 4 }}>
    <Title order={2} size="h5">
      {title}
    </Title>
    <Text size="sm" c="dimmed" mb="sm" flex={1}>
      {hint}
    </Text>
    <div>{children}</div>
  </Paper>
)
