import type { ChainEvent } from '@echochain/sdk'
import { Anchor, Box, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { DecodedValue } from '../../elements/DecodedValue.tsx'
import { network as networkWords } from '../../text/network.ts'
import classes from './EventList.module.css'

interface EventListProps {
  readonly events: readonly ChainEvent[]
  /** Also say what each belongs to; where that is known from the page it would only repeat itself. */
  readonly phases?: boolean
}

/** Events with what they say. */
export function EventList({ events, phases }: EventListProps) {
  return (
    <ol className={classes.events}>
      {events.map((event) => (
        <li key={event.id}>
          <Group justify="space-between" gap="xs">
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {event.name}
            </Text>
            {phases && <Phase event={event} />}
          </Group>
          <Box fz="sm">
            <DecodedValue value={event.data} />
          </Box>
        </li>
      ))}
    </ol>
  )
}

function Phase({ event: { phase, extrinsic, block } }: { readonly event: ChainEvent }) {
  if (!extrinsic)
    return (
      <Text size="sm" c="dimmed">
        {networkWords.phases[phase]}
      </Text>
    )
  const id = `${block.number}-${extrinsic.index}`
  return (
    <Anchor component={Link} to={`/extrinsics/${id}`} size="sm">
      {networkWords.extrinsic.title(id)}
    </Anchor>
  )
}
