import { Button, Skeleton, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Amount } from '../../../elements/Amount.tsx'
import { EmptyState } from '../../../elements/EmptyState.tsx'
import { PriceTag } from '../../../elements/PriceTag.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { mySamples as words } from '../../../text/mySamples.ts'
import { SampleMenu } from '../change/SampleMenu.tsx'
import classes from './MySampleRow.module.css'
import { MySampleRow } from './MySampleRow.tsx'
import { MoreButton } from '../../../elements/MoreButton.tsx'
import { earnedOf, useEarnings } from './useEarnings.ts'
import { usePagedSamples } from './usePagedSamples.ts'

/** The samples an account owns, with what they cost and brought. */
export function OwnSamples({ address }: { readonly address: string }) {
  const { samples, error, refetch, ...paging } = usePagedSamples({ owner: address })
  const earnings = useEarnings(address)
  if (error && !samples) return <Problem title={words.failed} error={error} retry={() => void refetch()} />
  if (!samples) return <Skeleton height={240} />
  if (samples.length === 0)
    return (
      <EmptyState title={words.emptyTitle} body={words.emptyBody}>
        <Button component={Link} to="/publish">
          {words.publish}
        </Button>
      </EmptyState>
    )
  return (
    <Stack gap={0}>
      <ul className={classes.list} aria-label={words.tabs.own}>
        {samples.map((sample) => (
          <MySampleRow
            key={sample.id}
            sample={sample}
            queue={samples}
            figures={[
              { label: words.columns.price, value: <PriceTag minPrice={sample.minPrice} forSale={sample.forSale} /> },
              { label: words.columns.sales, value: words.sold(sample.sales) },
              { label: words.columns.earned, value: <Amount value={earnedOf(earnings, sample.id)} /> },
            ]}
            menu={<SampleMenu sample={sample} />}
          />
        ))}
      </ul>
      <MoreButton {...paging} />
    </Stack>
  )
}
