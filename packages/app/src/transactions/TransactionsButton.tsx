import { ActionIcon, Indicator } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHistory } from '@tabler/icons-react'
import { lazy } from 'react'
import { loadPatiently } from '../network/loadPatiently.ts'
import { HeaderPanel } from '../shell/HeaderPanel.tsx'
import { transactions as transactionsWords } from '../text/transactions.ts'
import { useTransactions } from './Transactions.ts'

const TransactionList = lazy(() =>
  loadPatiently(() => import('./TransactionList.tsx')).then((module) => ({ default: module.TransactionList })),
)

/** What was signed in this browser lately; how many of it are not final is on the button. Absent until there is any. */
export function TransactionsButton() {
  const { tracked } = useTransactions()
  const [opened, { toggle, close }] = useDisclosure()
  if (tracked.length === 0) return null
  const running = tracked.filter(({ settled }) => !settled).length
  const label = running > 0 ? transactionsWords.running(running) : transactionsWords.recent
  return (
    <HeaderPanel
      opened={opened}
      close={close}
      width={360}
      target={
        <Indicator label={running} size={16} disabled={running === 0} color="ember">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={label}
            aria-expanded={opened}
            title={label}
            onClick={toggle}
          >
            <IconHistory size={20} />
          </ActionIcon>
        </Indicator>
      }
    >
      <TransactionList />
    </HeaderPanel>
  )
}
