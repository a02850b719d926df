import { Group, Text } from '@mantine/core'
import { CopyButton } from './CopyButton.tsx'

interface HashTextProps {
  readonly value: string
  /** For screen readers, what is copied. */
  readonly label?: string
  /** All of it, broken where the line ends. */
  readonly whole?: boolean
}

const SHOWN = 10

/** A hash, a CID or other bytes: as much as one compares at a glance, all of it to copy and as the tooltip. */
export function HashText({ value, label, whole }: HashTextProps) {
  const short = whole || value.length <= 2 * SHOWN + 2 ? value : `${value.slice(0, SHOWN)}…${value.slice(-6)}`
  return (
    <Group
      component="span"
      gap={2}
      wrap="nowrap"
      display="inline-flex"
      style={{ minWidth: 0, verticalAlign: 'middle' }}
    >
      <Text span inherit ff="monospace" fz="0.92em" title={value} style={{ overflowWrap: 'anywhere' }}>
        {short}
      </Text>
      <CopyButton value={value} label={label} />
    </Group>
  )
}
