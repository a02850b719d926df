import { Button, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { EmptyState } from '../../elements/EmptyState.tsx'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { useNetwork } from '../../network/Network.ts'
import { nullIfMissing } from '../../network/nullIfMissing.ts'
import { licences as licencesWords } from '../../text/licences.ts'
import { Certificate } from './certificate/Certificate.tsx'

const words = licencesWords.certificate

/** A licence for anybody who has its link: to read, to print, to check. No wallet is needed. */
export function CertificatePage() {
  const { id } = useParams({ from: '/licences/$id' })
  const { market } = useNetwork()
  const number = /^[1-9]\d{0,9}$/.test(id) ? Number(id) : undefined
  const { data, error, refetch } = useQuery({
    queryKey: ['live', 'licence', number],
    queryFn: ({ signal }) => nullIfMissing(market.licence(number!, { signal })),
    enabled: number !== undefined,
  })
  if (number === undefined || data === null)
    return (
      <EmptyState order={1} title={words.missingTitle(id)} body={words.missing}>
        <Button component={Link} to="/licences" variant="default">
          {words.toLicences}
        </Button>
      </EmptyState>
    )
  if (data) return <Certificate licence={data} />
  if (error)
    return (
      <>
        <PageTitle>{words.title(number)}</PageTitle>
        <Problem error={error} retry={() => void refetch()} />
      </>
    )
  return (
    <Stack aria-busy>
      <Skeleton h={36} w={280} />
      <Skeleton h={280} />
      <Skeleton h={160} />
    </Stack>
  )
}
