import type { Earnings, SampleCard } from '@echochain/sdk'
import { Anchor, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Address } from '../../../elements/Address.tsx'
import { Amount } from '../../../elements/Amount.tsx'
import { EmptyState } from '../../../elements/EmptyState.tsx'
import { PriceTag } from '../../../elements/PriceTag.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { mySamples as words } from '../../../text/mySamples.ts'
import { MoreButton } from '../../../elements/MoreButton.tsx'
import classes from './MySampleRow.module.css'
import { MySampleRow } from './MySampleRow.tsx'
import { earnedOf, useEarnings } from './useEarnings.ts'
import { usePagedSamples } from './usePagedSamples.ts'

/** Other people's samples that an account earns from: by a royalty share, or because they are made from its own. */
export function SharedSamples({ address }: { readonly address: string }) {
  const { samples, error, refetch, ...paging } = usePagedSamples({ shareholder: address })
  const earnings = useEarnings(address)
  if (error && !samples) return <Problem title={words.failed} error={error} retry={() => void refetch()} />
  if (!samples || !earnings) return <Skeleton height={240} />
  const upstream = earnings.filter(({ role }) => role === 'Upstream')
  if (samples.length === 0 && upstream.length === 0)
    return <EmptyState title={words.noSharesTitle} body={words.noSharesBody} />
  return (
    <Stack gap="lg">
      <ul className={classes.list} aria-label={words.tabs.shares}>
        {samples.map((sample) => (
          <MySampleRow
            key={sample.id}
            sample={sample}
            queue={samples}
            note={
              <Text size="xs" component="div">
                <Address address={sample.owner} />
              </Text>
            }
            figures={figuresOf(sample, earnings)}
          />
        ))}
      </ul>
      <MoreButton {...paging} />
      {upstream.length > 0 && <UpstreamTable items={upstream} />}
    </Stack>
  )
}

const figuresOf = (sample: SampleCard, earnings: readonly Earnings[]) => [
  { label: words.columns.price, value: <PriceTag minPrice={sample.minPrice} forSale={sample.forSale} /> },
  { label: words.columns.sales, value: words.sold(sample.sales) },
  { label: words.sharesOf, value: <Amount value={earnedOf(earnings, sample.id, ['Royalty'])} /> },
]

/** What came through a sample because others were made from it. */
function UpstreamTable({ items }: { readonly items: readonly Earnings[] }) {
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {words.upstreamCaption}
      </Title>
      <Table aria-label={words.upstreamCaption}>
        <Table.Tbody>
          {items.map(({ sample, total, payments }) => (
            <Table.Tr key={sample.id}>
              <Table.Td>
                <Anchor component={Link} to={`/samples/${sample.id}`} size="sm" fw={600}>
                  {sample.title ?? words.unknownSample}
                </Anchor>
              </Table.Td>
              <Table.Td>{words.paymentsOf(payments)}</Table.Td>
              <Table.Td ta="right">
                <Amount value={total} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
