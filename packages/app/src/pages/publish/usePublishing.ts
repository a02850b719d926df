import { registryEvents, SdkError } from '@echochain/sdk'
import { useCallback, useState } from 'react'
import { useNetwork } from '../../network/Network.ts'
import { publish as words } from '../../text/publish.ts'
import { TransactionCancelled, type TransactionStage, useTransactions } from '../../transactions/Transactions.ts'
import type { Draft } from './drafts/Draft.ts'
import type { PublishDesk } from './drafts/PublishDesk.ts'
import { publishCall, type ReadyDraft } from './publishCall.ts'
import { PublishSummary } from './PublishSummary.tsx'
import { useRegistrations } from './useRegistrations.ts'

const SIGNED: readonly TransactionStage[] = ['signed', 'sent', 'inBlock']

export interface Publishing {
  /** Of drafts that are signed, or about to be. */
  readonly stages: ReadonlyMap<string, TransactionStage>
  /** The button was pressed: problems of forms are shown from now on. */
  readonly isAttempted: boolean
  readonly isRunning: boolean
  /** Why nothing was published. */
  readonly problem: Error | undefined
  attempt(): void
  publish(drafts: readonly ReadyDraft[]): Promise<void>
}

/** Registers drafts with one signature and follows them until they are final. */
export function usePublishing(desk: PublishDesk | undefined, drafts: readonly Draft[]): Publishing {
  const { chain } = useNetwork()
  const { submit } = useTransactions()
  const [running, setRunning] = useState<ReadonlyMap<string, TransactionStage>>(new Map())
  const [isAttempted, setIsAttempted] = useState(false)
  const [problem, setProblem] = useState<Error>()
  const registered = useRegistrations(desk, drafts, running)

  const publish = useCallback(
    async (ready: readonly ReadyDraft[]): Promise<void> => {
      if (!desk) return
      let isFollowed = true // further stages are read from the market, which also knows them after a reload
      const setStage = (stage: TransactionStage | undefined): void => {
        if (!isFollowed) return
        setRunning(new Map(stage && ready.map(({ id }) => [id, stage])))
        if (stage && SIGNED.includes(stage)) for (const { id } of ready) desk.noteSubmitted(id, Date.now())
      }
      setProblem(undefined)
      setStage('waitingForSignature')
      try {
        const left = await desk.recheck(ready.map(({ id }) => id))
        if (left.length < ready.length) return
        const { runtime } = await chain()
        const inclusion = await submit({
          title: words.signTitle(ready.map(({ sample }) => sample.metadata.title)),
          summary: PublishSummary({ drafts: ready }),
          call: publishCall(runtime, ready),
          onStage: setStage,
        })
        const samples = inclusion.events.filter(({ event }) => event === registryEvents.SampleRegistered)
        for (const [at, { id }] of ready.entries()) desk.noteRegistered(id, samples[at]?.values.sample)
        setIsAttempted(false)
      } catch (error) {
        if (isRefusal(error)) for (const { id } of ready) desk.noteSubmitted(id, undefined)
        if (!(error instanceof TransactionCancelled)) setProblem(error as Error)
      } finally {
        isFollowed = false
        setRunning(new Map())
      }
    },
    [desk, chain, submit],
  )

  return {
    stages: new Map([...registered, ...running]),
    isAttempted,
    isRunning: running.size > 0,
    problem,
    attempt: () => setIsAttempted(true),
    publish,
  }
}

/** Whether a transaction surely does not come any more; one whose node was lost may. */
const isRefusal = (error: unknown): boolean =>
  error instanceof TransactionCancelled || (error instanceof SdkError && error.code.startsWith('TRANSACTION_'))
