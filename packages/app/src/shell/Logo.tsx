import { Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { shell as shellWords } from '../text/shell.ts'

export function Logo() {
  return (
    <Link to="/" aria-label={shellWords.name} style={{ color: 'inherit', textDecoration: 'none' }}>
      <Group gap={8} wrap="nowrap">
        <img src="/icon.svg" width={28} height={28} alt="" />
        <Text fw={700} fz="lg" visibleFrom="xs" style={{ letterSpacing: '-0.02em' }}>
          {shellWords.name}
        </Text>
      </Group>
    </Link>
  )
}
