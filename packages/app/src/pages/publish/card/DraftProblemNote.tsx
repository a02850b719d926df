import { Alert, Anchor, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { elements as elementsWords } from '../../../text/elements.ts'
import { publish as words } from '../../../text/publish.ts'
import type { Draft } from '../drafts/Draft.ts'
import { isFinal } from '../drafts/DraftProblemError.ts'
import type { PublishDesk } from '../drafts/PublishDesk.ts'

/** Why a draft does not go on, and the way on. */
export function DraftProblemNote({ desk, draft }: { readonly desk: PublishDesk; readonly draft: Draft }) {
  const { problem } = draft
  if (!problem) return null
  return (
    <Alert
      color={problem.code === 'NEEDS_FILE' || problem.code === 'CANCELLED' ? 'yellow' : 'red'}
      variant="default"
      mx="md"
      mb="md"
      py="xs"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 240px">
          {problem.message}
        </Text>
        {problem.sample !== undefined && (
          <Anchor component={Link} to={`/samples/${problem.sample}`} size="sm">
            {words.toSample}
          </Anchor>
        )}
        {problem.code === 'NOT_ALLOWED' && (
          <Anchor component={Link} to="/wallet" size="sm">
            {words.getMoney}
          </Anchor>
        )}
        {!isFinal(problem) && problem.code !== 'NEEDS_FILE' && (
          <Button size="xs" variant="default" onClick={() => desk.retry(draft.id)}>
            {elementsWords.tryAgain}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
