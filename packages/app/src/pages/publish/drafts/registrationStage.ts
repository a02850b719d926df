import type { SampleCard } from '@echochain/sdk'
import type { TransactionStage } from '../../../transactions/Transactions.ts'
import type { Draft } from './Draft.ts'

/** Where a signed draft stands, by what the market has of its file: null for nothing, undefined while it is asked. */
export function registrationStage(
  { sample, isIndexed }: Pick<Draft, 'sample' | 'isIndexed'>,
  found: Pick<SampleCard, 'registeredAt'> | null | undefined,
): TransactionStage {
  if (found) return found.registeredAt.finalized ? 'finalized' : 'inBlock'
  if (sample === undefined) return 'sent'
  return found === null && isIndexed ? 'retracted' : 'inBlock' // the market may be a moment behind the node
}
