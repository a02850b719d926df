import { SAMPLE_STATUSES, type SampleCard } from '@echochain/sdk'
import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLiveHead, useNetwork } from '../../network/Network.ts'
import { type TransactionStage, useTransactions } from '../../transactions/Transactions.ts'
import type { Draft } from './drafts/Draft.ts'
import type { PublishDesk } from './drafts/PublishDesk.ts'
import { registrationStage } from './drafts/registrationStage.ts'

/** What nobody follows any more, after a reload or a lost node, is waited for this long before it counts as lost. */
const WAIT_MS = 60_000

/**
 * Where the chain has drafts that were signed, by what the market says of their files: this also holds after a reload,
 * and after a reorganisation that gives a sample another number or takes it back.
 */
export function useRegistrations(
  desk: PublishDesk | undefined,
  drafts: readonly Draft[],
  running: ReadonlyMap<string, TransactionStage>,
): ReadonlyMap<string, TransactionStage> {
  const { market } = useNetwork()
  const { tracked } = useTransactions()
  const { state } = useLiveHead()
  const signed = drafts.filter(({ submittedAt }) => submittedAt !== undefined)
  const found = useQueries({
    queries: signed.map(({ content }) => ({
      queryKey: ['live', 'registration', content?.cid],
      queryFn: async () => (await market.samples({ content: content!.cid, status: SAMPLE_STATUSES })).items[0] ?? null,
      // What is final does not change; asking for a hundred files with every block would be too much for the market.
      enabled: ({ state }: { readonly state: { readonly data?: SampleCard | null } }) =>
        content !== undefined && !state.data?.registeredAt.finalized,
    })),
  })
  const mayCome = state !== 'following' || tracked.some(({ settled }) => !settled)

  useEffect(() => {
    for (const [at, { id, sample, isIndexed, submittedAt }] of signed.entries()) {
      const { data } = found[at]
      if (data && !(isIndexed && data.id === sample)) desk?.noteIndexed(id, data.id)
      const isGone = data === null && !mayCome && !running.has(id) && Date.now() - submittedAt! > WAIT_MS
      if (isGone) {
        desk?.noteRegistered(id, undefined)
        desk?.noteSubmitted(id, undefined)
      }
    }
  })
  return new Map(signed.map((draft, at) => [draft.id, registrationStage(draft, found[at].data)]))
}
