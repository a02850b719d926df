import type { Payment } from '@echochain/sdk'
import { Anchor, Badge, Group, Skeleton, Stack, Table, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Amount } from '../../../elements/Amount.tsx'
import { EmptyState } from '../../../elements/EmptyState.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { TimeAgo } from '../../../elements/TimeAgo.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { mySamples as words } from '../../../text/mySamples.ts'
import { byCursor } from '../../../network/byCursor.ts'
import { MoreButton } from '../../../elements/MoreButton.tsx'

const PAGE = 25

/** Every share of a sale that was paid to an account, newest first. */
export function PaymentList({ address }: { readonly address: string }) {
  const { market } = useNetwork()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['live', 'payments', address],
    queryFn: ({ pageParam, signal }) => market.payments(address, { limit: PAGE, cursor: pageParam }, { signal }),
    ...byCursor,
    placeholderData: keepPreviousData,
  })
  if (error && !data) return <Problem title={words.failed} error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton height={240} />
  const payments = data.pages.flatMap(({ items }) => items)
  if (payments.length === 0) return <EmptyState title={words.noPaymentsTitle} body={words.noPaymentsBody} />
  return (
    <Stack>
      <Table aria-label={words.paymentsLabel} verticalSpacing="xs">
        <Table.Tbody>
          {payments.map((payment, at) => (
            <Line key={at} payment={payment} />
          ))}
        </Table.Tbody>
      </Table>
      <MoreButton
        {...{ hasNextPage, isFetchingNextPage }}
        fetchNextPage={() => fetchNextPage({ cancelRefetch: false })}
      />
    </Stack>
  )
}

function Line({ payment: { sold, role, amount, credited, block } }: { readonly payment: Payment }) {
  return (
    <Table.Tr>
      <Table.Td>
        {sold ? (
          <Anchor component={Link} to={`/samples/${sold.id}`} size="sm" fw={600}>
            {sold.title}
          </Anchor>
        ) : (
          words.unknownSample
        )}
        <Text size="xs">{words.paymentFor[role]}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" component="div">
          <TimeAgo timestampMs={block.timestampMs} />
        </Text>
        {!block.finalized && <Text size="xs">{words.notFinal}</Text>}
      </Table.Td>
      <Table.Td ta="right">
        <Group gap="xs" justify="flex-end">
          {credited && (
            <Badge variant="light" tt="none">
              {words.credited}
            </Badge>
          )}
          <Text size="sm" component="div">
            <Amount value={amount} />
          </Text>
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
