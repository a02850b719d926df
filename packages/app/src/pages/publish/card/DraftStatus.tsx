import { Anchor, Badge, Group, Progress, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { publish as words } from '../../../text/publish.ts'
import type { TransactionStage } from '../../../transactions/Transactions.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { type Activity, type Draft, nextStep } from '../drafts/Draft.ts'
import { readDraft } from '../publishCall.ts'
import type { DraftCardProps } from './DraftCard.tsx'

/** How far a draft is, in words that are read out when they change. */
export function DraftStatus({ draft, activity, stage }: DraftCardProps) {
  const { selected } = useWallet()
  if (stage) return <Stage stage={stage} sample={draft.sample} />
  if (draft.problem)
    return (
      <Badge color="red" variant="light" tt="none">
        {words.attention}
      </Badge>
    )
  if (!activity && nextStep(draft) === 'describe') {
    const isReady = readDraft(draft, selected?.account).value !== undefined
    return (
      <Badge component="output" color={isReady ? 'teal' : 'yellow'} variant="light" tt="none">
        {isReady ? words.ready : words.incomplete}
      </Badge>
    )
  }
  const { label, share } = describe(draft, activity, selected !== undefined)
  return (
    <Stack gap={4}>
      <Text component="output" size="xs">
        {label}
      </Text>
      <Progress
        value={share * 100}
        size="sm"
        striped={share === 1}
        animated={share === 1}
        aria-label={words.progressOf(draft.file.name)}
      />
    </Stack>
  )
}

/** A share of 1 stands for work whose end is not known. */
function describe(draft: Draft, activity: Activity | undefined, hasAccount: boolean): { label: string; share: number } {
  const { size } = draft.file
  switch (activity?.type) {
    case 'reading':
      return { label: words.reading(activity.done, size), share: activity.done / size }
    case 'signing':
      return { label: words.signing, share: 0 }
    case 'uploading':
      return { label: words.uploading(activity.done, size, activity.bytesPerSecond), share: activity.done / size }
    case 'analysing':
      return { label: words.analysing, share: 1 }
    default:
      return { label: !hasAccount && nextStep(draft) === 'order' ? words.waitsForAccount : words.waiting, share: 0 }
  }
}

const COLORS: Partial<Record<TransactionStage, string>> = { finalized: 'teal', failed: 'red', expired: 'red' }

function Stage({ stage, sample }: { readonly stage: TransactionStage; readonly sample: number | undefined }) {
  return (
    <Group gap="xs">
      <Badge component="output" color={COLORS[stage] ?? 'gray'} variant="light" tt="none">
        {words.stages[stage]}
      </Badge>
      {sample !== undefined && (
        <Anchor component={Link} to={`/samples/${sample}`} size="sm">
          {words.toSample}
        </Anchor>
      )}
    </Group>
  )
}
