import { Skeleton, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { Address } from '../elements/Address.tsx'
import { Amount } from '../elements/Amount.tsx'
import { transactions as transactionsWords } from '../text/transactions.ts'
import type { Quote } from './quoteTransaction.ts'

const words = transactionsWords

interface QuoteTableProps {
  readonly quote: Quote | undefined
  readonly address: string
}

/** What a transaction costs its signer, and what is left. */
export function QuoteTable({ quote, address }: QuoteTableProps) {
  const spending = quote?.spending
  return (
    <Table variant="vertical" withRowBorders={false} verticalSpacing={4} horizontalSpacing={0} layout="fixed">
      <Table.Tbody>
        {spending?.all && <Row label={words.paid}>{words.everything}</Row>}
        {spending && spending.paid > 0n && !spending.all && (
          <Row label={words.paid}>
            <Amount value={spending.paid} exact />
          </Row>
        )}
        {spending && spending.deposit > 0n && (
          <Row label={words.deposit}>
            <Amount value={spending.deposit} exact />
          </Row>
        )}
        <Row label={words.fee}>
          {quote ? <Amount value={quote.fee} exact /> : <Skeleton h={18} w={120} ml="auto" />}
        </Row>
        <Row label={words.balanceAfter}>
          {quote ? <Amount value={quote.balanceAfter} /> : <Skeleton h={18} w={120} ml="auto" />}
        </Row>
        <Row label={words.signer}>
          <Address address={address} />
        </Row>
      </Table.Tbody>
    </Table>
  )
}

const Row = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Table.Tr>
    <Table.Th bg="transparent" fw={400} scope="row">
      {label}
    </Table.Th>
    <Table.Td ta="right">{children}</Table.Td>
  </Table.Tr>
)
