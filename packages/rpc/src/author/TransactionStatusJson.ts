import type { TransactionStatus } from '@echochain/consensus'
import { z } from 'zod'
import { hashResult } from '../protocol/schemas.ts'

/** How a transaction is doing, as Substrate writes it. */
export const TransactionStatusJson = z
  .union([
    z.enum(['future', 'ready', 'dropped', 'invalid']),
    z.object({ inBlock: hashResult }),
    z.object({ retracted: hashResult }),
    z.object({ finalityTimeout: hashResult }),
    z.object({ finalized: hashResult }),
    z.object({ usurped: hashResult }),
  ])
  .meta({ title: 'TransactionStatus' })

export function transactionStatusJson(status: TransactionStatus): z.output<typeof TransactionStatusJson> {
  switch (status.type) {
    case 'inBlock':
      return { inBlock: status.block }
    case 'retracted':
      return { retracted: status.block }
    case 'finalityTimeout':
      return { finalityTimeout: status.block }
    case 'finalized':
      return { finalized: status.block }
    case 'usurped':
      return { usurped: status.by }
    default:
      return status.type
  }
}
