import { Box, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useLiveHead } from '../network/Network.ts'
import { shell as shellWords } from '../text/shell.ts'

const COLORS = { following: 'teal.6', late: 'yellow.6', offline: 'red.6' } as const

/** The number of the newest block, with a dot that says whether new ones come. */
export function HeadIndicator() {
  const { best, finalized, state } = useLiveHead()
  const words = {
    following: shellWords.headFollowing(best ?? 0, finalized),
    late: shellWords.headLate,
    offline: shellWords.headOffline,
  }[state]
  return (
    <UnstyledButton
      component={Link}
      to="/network"
      aria-label={words}
      title={words}
      data-state={state}
      style={{ display: 'flex', alignItems: 'center', gap: 6 }}
    >
      <Box w={8} h={8} bg={COLORS[state]} style={{ borderRadius: '50%' }} />
      <Text size="sm" c="dimmed" visibleFrom="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {best ?? '–'}
      </Text>
    </UnstyledButton>
  )
}
