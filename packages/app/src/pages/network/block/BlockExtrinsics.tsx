import type { IndexedBlock, IndexedExtrinsic } from '@echochain/sdk'
import { Anchor, Skeleton, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Address } from '../../../elements/Address.tsx'
import { Amount } from '../../../elements/Amount.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { network as networkWords } from '../../../text/network.ts'
import { MoreButton } from '../../../elements/MoreButton.tsx'
import { ResultMark } from '../extrinsic/ResultMark.tsx'
import { useBlockPages } from './useBlockPages.ts'

const words = networkWords.extrinsic

/** What is in a block. */
export function BlockExtrinsics({ block }: { readonly block: IndexedBlock }) {
  const { market } = useNetwork()
  const { items, error, ...paging } = useBlockPages('extrinsics', block, (query, options) =>
    market.extrinsics(query, options),
  )
  if (error && !items) return <Problem error={error} />
  if (!items) return <Skeleton h={120} aria-busy />
  return (
    <>
      <Table.ScrollContainer minWidth={520}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>#</Table.Th>
              <Table.Th>{words.call}</Table.Th>
              <Table.Th>{words.signer}</Table.Th>
              <Table.Th>{words.result}</Table.Th>
              <Table.Th ta="right">{words.fee}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((extrinsic) => (
              <Row key={extrinsic.id} extrinsic={extrinsic} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <MoreButton {...paging} />
    </>
  )
}

const Row = ({ extrinsic: { id, index, call, signer, success, fee } }: { readonly extrinsic: IndexedExtrinsic }) => (
  <Table.Tr>
    <Table.Td>{index}</Table.Td>
    <Table.Td>
      <Anchor component={Link} to={`/extrinsics/${id}`} inherit>
        {call}
      </Anchor>
    </Table.Td>
    <Table.Td>
      {signer ? (
        <Address address={signer} />
      ) : (
        <Text span inherit c="dimmed">
          –
        </Text>
      )}
    </Table.Td>
    <Table.Td>
      <ResultMark success={success} />
    </Table.Td>
    <Table.Td ta="right">{fee === null ? '–' : <Amount value={fee} />}</Table.Td>
  </Table.Tr>
)
