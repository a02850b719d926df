import { Anchor, Button, Group, ScrollArea, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Address } from '../elements/Address.tsx'
import { TimeAgo } from '../elements/TimeAgo.tsx'
import { useLiveHead } from '../network/Network.ts'
import { transactions as transactionsWords } from '../text/transactions.ts'
import { StageMark } from './StageMark.tsx'
import classes from './TransactionList.module.css'
import { type TrackedTransaction, useTransactions } from './Transactions.ts'

const words = transactionsWords

/** What was signed in this browser lately, with how it stands. */
export function TransactionList() {
  const { tracked, clearSettled } = useTransactions()
  const { state } = useLiveHead()
  const isWaiting = state === 'offline' && tracked.some(({ settled }) => !settled)
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text fw={600}>{words.title}</Text>
        {tracked.some(({ settled }) => settled) && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={clearSettled}>
            {words.clear}
          </Button>
        )}
      </Group>
      {isWaiting && <Text size="sm">{words.offline}</Text>}
      <ScrollArea.Autosize mah="60dvh">
        <ul className={classes.list} aria-live="polite">
          {tracked.map((transaction) => (
            <Entry key={transaction.hash} transaction={transaction} />
          ))}
        </ul>
      </ScrollArea.Autosize>
    </Stack>
  )
}

function Entry({
  transaction: { hash, title, address, stage, block, problem, startedAt },
}: {
  readonly transaction: TrackedTransaction
}) {
  return (
    <li className={classes.entry}>
      <StageMark stage={stage} />
      <div className={classes.words}>
        <Text size="sm" fw={500} lineClamp={2}>
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {words.stage(stage)} · <TimeAgo timestampMs={startedAt} /> · <Address address={address} />
        </Text>
        {problem && <Text size="sm">{problem}</Text>}
        {stage === 'expired' && <Text size="sm">{words.expired}</Text>}
        <Group gap="sm">
          {block && (
            <Anchor component={Link} to={`/blocks/${block.hash}`} size="sm">
              {words.inBlockNumber(block.number)}
            </Anchor>
          )}
          {block && (
            <Anchor component={Link} to={`/extrinsics/${hash}`} size="sm">
              {words.details}
            </Anchor>
          )}
        </Group>
      </div>
    </li>
  )
}
