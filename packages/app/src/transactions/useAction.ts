import type { Inclusion } from '@echochain/sdk'
import { useState } from 'react'
import { TransactionCancelled, type TransactionRequest, useTransactions } from './Transactions.ts'

/** What is to be signed, or a function that finds out, as with the node. */
export type RequestSource = TransactionRequest | (() => Promise<TransactionRequest>)

/** A transaction behind a button: whether it runs, and why it failed. */
export interface Action {
  readonly isRunning: boolean
  readonly problem: Error | undefined
  /** Undefined where nothing came of it, also of finding out what is to be signed. */
  run(request: RequestSource): Promise<Inclusion | undefined>
}

export function useAction(): Action {
  const { submit } = useTransactions()
  const [isRunning, setIsRunning] = useState(false)
  const [problem, setProblem] = useState<Error>()
  const run = async (request: RequestSource): Promise<Inclusion | undefined> => {
    setIsRunning(true)
    setProblem(undefined)
    try {
      return await submit(typeof request === 'function' ? await request() : request)
    } catch (error) {
      if (!(error instanceof TransactionCancelled)) setProblem(error as Error)
      return undefined
    } finally {
      setIsRunning(false)
    }
  }
  return { isRunning, problem, run }
}
