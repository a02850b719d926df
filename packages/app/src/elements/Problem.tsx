import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { elements as elementsWords } from '../text/elements.ts'

interface ProblemProps {
  readonly title?: string
  /** Its message is shown, so it must say what to do. */
  readonly error: Error
  readonly retry?: () => void
}

/** Something that did not work, in words, with a way on. */
export function Problem({ title, error, retry }: ProblemProps) {
  return (
    <Alert color="red" variant="light" title={title} icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Stack align="flex-start" gap="sm">
        <Text size="sm">{error.message}</Text>
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {elementsWords.tryAgain}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
