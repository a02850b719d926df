import { Button, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { EmptyState } from '../../elements/EmptyState.tsx'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { useLiveHead, useNetwork } from '../../network/Network.ts'
import { nullIfMissing } from '../../network/nullIfMissing.ts'
import { network as networkWords } from '../../text/network.ts'
import { BlockDetail } from './block/BlockDetail.tsx'
import { ChainSearch } from './search/ChainSearch.tsx'

const words = networkWords.block

/** A block by number or hash. */
export function BlockPage() {
  const { id } = useParams({ from: '/blocks/$id' })
  return (
    <Stack gap="lg">
      <ChainSearch />
      {/^(\d{1,10}|0x[0-9a-fA-F]{64})$/.test(id) ? (
        <Block key={id} id={id.toLowerCase()} />
      ) : (
        <NoBlock title={words.malformedTitle} body={words.malformed} />
      )}
    </Stack>
  )
}

function Block({ id }: { readonly id: string }) {
  const { market } = useNetwork()
  const { best } = useLiveHead()
  const { data, error, refetch } = useQuery({
    queryKey: ['live', 'block', id],
    queryFn: ({ signal }) => nullIfMissing(market.block(id, { signal })),
  })
  if (data === null) {
    const future = best !== null && Number(id) > best
    return future ? (
      <NoBlock title={words.futureTitle(Number(id))} body={words.future(best)} />
    ) : (
      <NoBlock title={words.missingTitle} body={words.missing} />
    )
  }
  if (data) return <BlockDetail block={data} />
  if (error)
    return (
      <div>
        <PageTitle>{words.blocks}</PageTitle>
        <Problem error={error} retry={() => void refetch()} />
      </div>
    )
  return <Skeleton h={360} aria-busy />
}

const NoBlock = ({ title, body }: { readonly title: string; readonly body: string }) => (
  <EmptyState order={1} title={title} body={body}>
    <Button component={Link} to="/network" variant="default">
      {words.toNetwork}
    </Button>
  </EmptyState>
)
