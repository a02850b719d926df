import type { ChainEvent } from '@echochain/sdk'
import { Anchor, Skeleton, Stack, Table } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Address } from '../../../elements/Address.tsx'
import { EmptyState } from '../../../elements/EmptyState.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { TimeAgo } from '../../../elements/TimeAgo.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { licences as licencesWords } from '../../../text/licences.ts'
import { byCursor } from '../../../network/byCursor.ts'
import { MoreButton } from '../../../elements/MoreButton.tsx'

const words = licencesWords.list

interface Transfer {
  readonly licence: number
  readonly from: string
  readonly to: string
}

/** Licences an account handed on, newest first: what it may no longer use, and who may. */
export function PassedOnLicences({ address }: { readonly address: string }) {
  const { market } = useNetwork()
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['liveLicences', 'passedOn', address],
    queryFn: ({ pageParam, signal }) =>
      market.history(address, { name: 'SampleRegistry.LicenceTransferred', cursor: pageParam }, { signal }),
    ...byCursor,
  })
  if (isPending) return <Skeleton h={96} aria-busy />
  if (error && !data) return <Problem title={words.failed} error={error} retry={() => void refetch()} />
  const passedOn = data.pages.flatMap(({ items }) => items).filter((event) => transferOf(event).from === address)
  if (passedOn.length === 0 && !hasNextPage) return <EmptyState title={words.nothingPassedOn} />
  return (
    <Stack align="flex-start">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.licence}</Table.Th>
            <Table.Th>{words.passedOnTo}</Table.Th>
            <Table.Th>{words.when}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {passedOn.map((event) => (
            <Row key={event.id} event={event} />
          ))}
        </Table.Tbody>
      </Table>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </Stack>
  )
}

function Row({ event }: { readonly event: ChainEvent }) {
  const { licence, to } = transferOf(event)
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/licences/${licence}`} inherit aria-label={words.certificateLabel(licence)}>
          {words.number(licence)}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <Address address={to} />
      </Table.Td>
      <Table.Td>
        <TimeAgo timestampMs={event.block.timestampMs} />
      </Table.Td>
    </Table.Tr>
  )
}

const transferOf = ({ data }: ChainEvent) => data as Transfer
