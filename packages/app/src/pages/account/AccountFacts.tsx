import type { MarketAccount } from '@echochain/sdk'
import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { Amount } from '../../elements/Amount.tsx'
import { HashText } from '../../elements/HashText.tsx'
import { wallet as walletWords } from '../../text/wallet.ts'

const words = walletWords.account

/** What an account has done in the market and on the chain. */
export function AccountFacts({ account }: { readonly account: MarketAccount }) {
  return (
    <Table variant="vertical" withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
      <Table.Tbody>
        {account.earned !== '0' && (
          <Row label={words.earned}>
            <Amount value={account.earned} />
          </Row>
        )}
        {account.sales > 0 && <Row label={words.sales}>{account.sales}</Row>}
        {account.spent !== '0' && (
          <Row label={words.spent}>
            <Amount value={account.spent} />
          </Row>
        )}
        <Row label={words.licences}>{account.licences}</Row>
        <Row label={words.transactions}>{account.nonce}</Row>
        <Row label={words.publicKey}>
          <HashText value={account.publicKey} label={words.publicKey} />
        </Row>
      </Table.Tbody>
    </Table>
  )
}

const Row = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Table.Tr>
    <Table.Th bg="transparent" fw={400} scope="row" c="dimmed">
      {label}
    </Table.Th>
    <Table.Td ta="right">{children}</Table.Td>
  </Table.Tr>
)
