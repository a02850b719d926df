import { Alert, Loader, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Address } from '../../../elements/Address.tsx'
import { DecodedValue } from '../../../elements/DecodedValue.tsx'
import { EmptyState } from '../../../elements/EmptyState.tsx'
import { HashText } from '../../../elements/HashText.tsx'
import { PageTitle } from '../../../elements/PageTitle.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { network as networkWords } from '../../../text/network.ts'
import { Facts } from '../Facts.tsx'
import type { PendingExtrinsic } from './findPending.ts'

const words = networkWords.extrinsic

/** What no block has: it may wait for one at a node. By position it can only be a mistake. */
export function UnincludedExtrinsic({ id }: { readonly id: string }) {
  const { info, chain } = useNetwork()
  const byHash = id.startsWith('0x')
  const { data, error, refetch } = useQuery({
    queryKey: ['live', 'pending', id],
    enabled: byHash,
    queryFn: async () => {
      const [{ findPending }, client] = await Promise.all([import('./findPending.ts'), chain()])
      return findPending(client, id, info.ss58Prefix)
    },
  })
  if (error && data === undefined)
    return (
      <div>
        <PageTitle>{words.extrinsics}</PageTitle>
        <Problem title={words.unchecked} error={error} retry={() => void refetch()} />
      </div>
    )
  if (byHash && data === undefined)
    return <EmptyState order={1} title={words.looking} icon={<Loader type="bars" aria-hidden />} />
  if (!data) return <EmptyState order={1} title={words.missingTitle} body={words.missing} />
  return <Pending hash={id} pending={data} />
}

const Pending = ({ hash, pending }: { readonly hash: string; readonly pending: PendingExtrinsic }) => (
  <Stack>
    <PageTitle>{words.pendingTitle}</PageTitle>
    <Alert aria-live="polite">{words.pending}</Alert>
    <Facts
      facts={[
        [words.hash, <HashText key="hash" value={hash} whole />],
        [words.signer, pending.signer ? <Address key="signer" address={pending.signer} copy /> : words.inherent],
        [words.call, <DecodedValue key="call" value={pending.call} />],
      ]}
    />
  </Stack>
)
