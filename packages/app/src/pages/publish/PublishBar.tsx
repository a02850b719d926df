import { Alert, Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconRocket } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Amount } from '../../elements/Amount.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { publish as words } from '../../text/publish.ts'
import { useWallet } from '../../wallet/Wallet.ts'
import { type Draft, nextStep } from './drafts/Draft.ts'
import type { PublishDesk } from './drafts/PublishDesk.ts'
import { readDraft, type ReadyDraft } from './publishCall.ts'
import classes from './PublishBar.module.css'
import { useCosts } from './useCosts.ts'
import type { Publishing } from './usePublishing.ts'

interface PublishBarProps {
  readonly desk: PublishDesk
  readonly drafts: readonly Draft[]
  readonly publishing: Publishing
  /** Opens the draft that has to be looked at. */
  readonly onMend: (id: string) => void
}

/** The last step: what is ready, what it costs, and the one button that publishes it. */
export function PublishBar({ desk, drafts, publishing, onMend }: PublishBarProps) {
  const { selected } = useWallet()
  const { stages, isRunning, problem } = publishing
  const open = drafts.filter((draft) => !draft.problem && nextStep(draft) === 'describe' && !stages.has(draft.id))
  const read = open.map((draft) => ({ id: draft.id, ...readDraft(draft, selected?.account) }))
  const ready = read.flatMap(({ value }): ReadyDraft[] => (value ? [value] : []))
  const bad = read.filter(({ value }) => !value)
  const unpublished = drafts.filter(({ sample }) => sample === undefined).length
  const costs = useCosts(ready)

  const press = (): void => {
    publishing.attempt()
    if (bad.length > 0) onMend(bad[0].id)
    else void publishing.publish(ready)
  }
  return (
    <Stack gap="sm" className={classes.bar}>
      {problem && <Problem title={words.failedTitle} error={problem} />}
      {publishing.isAttempted && bad.length > 0 && (
        <Alert color="yellow" variant="light" role="alert">
          {words.mend(bad.length)}
        </Alert>
      )}
      <Paper withBorder shadow="md" radius="lg" px="md" py="sm">
        <Group justify="space-between" gap="xs">
          <Stack gap={2}>
            <Text size="sm" fw={600} aria-live="polite">
              {unpublished === 0 ? words.allPublished : words.readyOf(ready.length, unpublished)}
            </Text>
            {costs && ready.length > 0 && <Costs {...costs} />}
          </Stack>
          <Group gap="xs">
            {drafts.some(({ id }) => stages.get(id) === 'finalized') && (
              <Button variant="default" onClick={() => clearPublished(desk, drafts, stages)}>
                {words.clearPublished}
              </Button>
            )}
            {unpublished > 0 && (
              <Button
                leftSection={<IconRocket size={18} aria-hidden />}
                onClick={press}
                loading={isRunning}
                disabled={!selected || open.length === 0 || (bad.length === 0 && costs?.isTooMuch)}
              >
                {words.publishButton(Math.max(1, ready.length || open.length))}
              </Button>
            )}
          </Group>
        </Group>
      </Paper>
    </Stack>
  )
}

function Costs({ deposit, fee, balance, isTooMuch }: NonNullable<ReturnType<typeof useCosts>>) {
  return (
    <>
      <Text size="sm" component="div">
        {`${words.deposit} `}
        <Amount value={deposit} />
        {fee !== undefined && (
          <>
            {` · ${words.fee} `}
            <Amount value={fee} />
          </>
        )}
        {balance !== undefined && (
          <Text span inherit visibleFrom="xs">
            {` · ${words.balance} `}
            <Amount value={balance} />
          </Text>
        )}
      </Text>
      <Text size="xs" visibleFrom="sm">
        {words.depositHint}
      </Text>
      {isTooMuch && (
        <Text size="sm" role="alert">
          {words.tooPoor}{' '}
          <Anchor component={Link} to="/wallet" inherit>
            {words.getMoney}
          </Anchor>
        </Text>
      )}
    </>
  )
}

function clearPublished(desk: PublishDesk, drafts: readonly Draft[], stages: Publishing['stages']): void {
  for (const { id } of drafts) if (stages.get(id) === 'finalized') desk.remove(id)
}
