import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { EmptyState } from '../../elements/EmptyState.tsx'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { useNetwork } from '../../network/Network.ts'
import { nullIfMissing } from '../../network/nullIfMissing.ts'
import { network as networkWords } from '../../text/network.ts'
import { ExtrinsicView } from './extrinsic/ExtrinsicView.tsx'
import { UnincludedExtrinsic } from './extrinsic/UnincludedExtrinsic.tsx'
import { ChainSearch } from './search/ChainSearch.tsx'

const words = networkWords.extrinsic

/** An extrinsic by its hash, or by block and position. */
export function ExtrinsicPage() {
  const { id } = useParams({ from: '/extrinsics/$id' })
  return (
    <Stack gap="lg">
      <ChainSearch />
      {/^(\d{1,9}-\d{1,9}|0x[0-9a-fA-F]{64})$/.test(id) ? (
        <Extrinsic key={id} id={id.toLowerCase()} />
      ) : (
        <EmptyState order={1} title={words.malformedTitle} body={words.malformed} />
      )}
    </Stack>
  )
}

function Extrinsic({ id }: { readonly id: string }) {
  const { market } = useNetwork()
  const { data, error, refetch } = useQuery({
    queryKey: ['live', 'extrinsic', id],
    queryFn: ({ signal }) => nullIfMissing(market.extrinsic(id, { signal })),
  })
  // Also one that was in a block until it was taken back: it waits for another one then.
  if (data === null) return <UnincludedExtrinsic id={id} />
  if (data) return <ExtrinsicView extrinsic={data} />
  if (error)
    return (
      <div>
        <PageTitle>{words.extrinsics}</PageTitle>
        <Problem error={error} retry={() => void refetch()} />
      </div>
    )
  return <Skeleton h={360} aria-busy />
}
