import type { SampleCard, SampleDetail, SampleFilters } from '@echochain/sdk'
import { Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { SampleListHead } from '../../elements/SampleListHead.tsx'
import { SampleRow } from '../../elements/SampleRow.tsx'
import { useNetwork } from '../../network/Network.ts'
import { sample as sampleWords } from '../../text/sample.ts'
import { writePercent } from '../../sampleForm/percent.ts'
import classes from './SamplePage.module.css'
import { byCursor } from '../../network/byCursor.ts'
import { MoreButton } from '../../elements/MoreButton.tsx'

const words = sampleWords
const PAGE_SIZE = 20
const PEAKS = 100

/** What a sample was made from, and what was made from it. */
export function Lineage({ sample }: { readonly sample: SampleDetail }) {
  const shares = new Map(sample.parents.map((parent) => [parent.sample, writePercent(parent.basisPoints)]))
  return (
    <>
      {sample.parents.length > 0 && (
        <Relatives
          title={words.parents}
          of={{ child: sample.id }}
          note={({ id }) => shares.has(id) && words.parentShare(shares.get(id)!)}
        />
      )}
      {sample.children > 0 && <Relatives title={words.children(sample.children)} of={{ parent: sample.id }} />}
    </>
  )
}

interface RelativesProps {
  readonly title: string
  readonly of: SampleFilters
  /** What is to be said of one. */
  readonly note?: (sample: SampleCard) => string | false
}

function Relatives({ title, of, note }: RelativesProps) {
  const { market } = useNetwork()
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['liveSamples', 'relatives', of],
    queryFn: ({ pageParam, signal }) =>
      market.samples({ ...of, cursor: pageParam, limit: PAGE_SIZE, peaks: PEAKS }, { signal }),
    ...byCursor,
  })
  const samples = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className={classes.relatives}>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      <SampleListHead />
      <ul>
        {samples.map((sample) => (
          <li key={sample.id}>
            <SampleRow sample={sample} queue={samples} />
            {note?.(sample) && <p className={classes.note}>{note(sample)}</p>}
          </li>
        ))}
      </ul>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </section>
  )
}
