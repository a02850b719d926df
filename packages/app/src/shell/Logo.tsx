import { Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { text } from '../text/text.ts'

export function Logo() {
  return (
    <Link to="/" aria-label={text.shell.name} style={{ color: 'inherit', textDecoration: 'none' }}>
      <Group gap={8} wrap="nowrap">
        <img src="/icon.svg" width={28} height={28} alt="" />
        <Text fw={700} fz="lg" visibleFrom="xs" style={{ letterSpacing: '-0.02em' }}>
          {text.shell.name}
        </Text>
      </Group>
    </Link>
  )
}
