import { Problem } from '../elements/Problem.tsx'
import { transactions as words } from '../text/transactions.ts'

/** Why an action failed, if it did. */
export const ActionProblem = ({ problem }: { readonly problem: Error | undefined }) =>
  problem ? <Problem title={words.failedAction} error={problem} /> : null
