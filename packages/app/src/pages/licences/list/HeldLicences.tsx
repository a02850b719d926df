import type { LicenceCard } from '@echochain/sdk'
import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { EmptyState } from '../../../elements/EmptyState.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { licences as licencesWords } from '../../../text/licences.ts'
import { TransferDialog } from '../transfer/TransferDialog.tsx'
import { LicenceRow } from './LicenceRow.tsx'
import classes from './LicenceRow.module.css'
import { matchesLicence } from './matchesLicence.ts'
import { useLicences } from './useLicences.ts'
import { usePlayables } from './usePlayables.ts'
import { MoreButton } from '../../../elements/MoreButton.tsx'

const words = licencesWords.list

/** The licences of an account, and the dialog that passes one on; it stays when its licence has left the list. */
export function HeldLicences({ address }: { readonly address: string }) {
  const [passing, setPassing] = useState<LicenceCard>()
  return (
    <>
      <LicenceList address={address} passOn={setPassing} />
      {passing && <TransferDialog licence={passing} close={() => setPassing(undefined)} />}
    </>
  )
}

interface LicenceListProps {
  readonly address: string
  passOn(licence: LicenceCard): void
}

/** The list, with a search through all of it. */
function LicenceList({ address, passOn }: LicenceListProps) {
  const [query, setQuery] = useState('')
  const wanted = useDeferredValue(query.trim())
  const { licences, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLicences(
    address,
    wanted !== '',
  )
  const playables = usePlayables(address, licences.length)
  if (isPending) return <Loading />
  if (error && licences.length === 0) return <Problem title={words.failed} error={error} retry={() => void refetch()} />
  if (licences.length === 0)
    return (
      <EmptyState title={words.emptyTitle} body={words.empty}>
        <Button component={Link} to="/">
          {words.browse}
        </Button>
      </EmptyState>
    )
  const shown = licences.filter((licence) => matchesLicence(licence, wanted))
  const queue = shown.flatMap(({ sample }) => playables?.get(sample.id) ?? [])
  return (
    <Stack gap="sm">
      <TextInput
        type="search"
        maw={420}
        aria-label={words.search}
        placeholder={words.searchHint}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={query}
        onChange={({ currentTarget }) => setQuery(currentTarget.value)}
      />
      {shown.length === 0 && !hasNextPage && <Text aria-live="polite">{words.nothingFound(wanted)}</Text>}
      <ul className={classes.list} aria-label={words.held}>
        {shown.map((licence) => (
          <LicenceRow
            key={licence.id}
            licence={licence}
            playable={playables?.get(licence.sample.id)}
            queue={queue}
            passOn={() => passOn(licence)}
          />
        ))}
      </ul>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </Stack>
  )
}

const Loading = () => (
  <Stack gap="xs" aria-busy>
    {[0, 1, 2].map((at) => (
      <Skeleton key={at} h={64} />
    ))}
  </Stack>
)
