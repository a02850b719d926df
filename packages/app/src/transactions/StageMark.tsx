import { Loader, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClockX } from '@tabler/icons-react'
import type { TransactionStage } from './Transactions.ts'

/** How a transaction stands, at a glance; in words it stands beside. */
export function StageMark({ stage }: { readonly stage: TransactionStage }) {
  switch (stage) {
    case 'finalized':
      return (
        <ThemeIcon size={22} radius="xl" variant="light" color="teal" aria-hidden>
          <IconCheck size={14} />
        </ThemeIcon>
      )
    case 'failed':
      return (
        <ThemeIcon size={22} radius="xl" variant="light" color="red" aria-hidden>
          <IconAlertTriangle size={14} />
        </ThemeIcon>
      )
    case 'expired':
      return (
        <ThemeIcon size={22} radius="xl" variant="light" color="gray" aria-hidden>
          <IconClockX size={14} />
        </ThemeIcon>
      )
    default:
      return <Loader size={20} aria-hidden />
  }
}
