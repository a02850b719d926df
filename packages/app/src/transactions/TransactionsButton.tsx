import { ActionIcon, Indicator, Loader, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHistory } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { loadPatiently } from '../network/loadPatiently.ts'
import { transactions as transactionsWords } from '../text/transactions.ts'
import { useTransactions } from './Transactions.ts'

const TransactionList = lazy(() =>
  loadPatiently(() => import('./TransactionList.tsx')).then((module) => ({ default: module.TransactionList })),
)

/** What was signed in this browser lately; how many of it are not final is on the button. Absent until there is any. */
export function TransactionsButton() {
  const { tracked } = useTransactions()
  const [opened, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(close, [path, close])
  if (tracked.length === 0) return null
  const running = tracked.filter(({ settled }) => !settled).length
  const label = running > 0 ? transactionsWords.running(running) : transactionsWords.recent
  return (
    <Popover opened={opened} onChange={toggle} position="bottom-end" width={360} shadow="md" trapFocus>
      <Indicator label={running} size={16} disabled={running === 0} color="ember">
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={toggle}>
            <IconHistory size={20} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p="sm" maw="calc(100vw - 16px)">
        <Suspense fallback={<Loader size="sm" />}>
          <TransactionList />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
