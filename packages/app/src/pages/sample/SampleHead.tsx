import type { SampleDetail } from '@echochain/sdk'
import { Badge, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Address } from '../../elements/Address.tsx'
import { formatDuration } from '../../elements/formatDuration.ts'
import { PageTitle } from '../../elements/PageTitle.tsx'
import { TimeAgo } from '../../elements/TimeAgo.tsx'
import { browse as browseWords } from '../../text/browse.ts'
import { sample as sampleWords } from '../../text/sample.ts'

const words = sampleWords
const browse = browseWords

/** What it is called, whose it is, and what a producer asks first. */
export function SampleHead({ sample }: { readonly sample: SampleDetail }) {
  const { bpm, key, kind, durationMs, format, tags, registeredAt } = sample
  const musical = [
    browse.kinds[kind],
    bpm !== null && browse.bpmLong(bpm),
    key && `${key.name} (${key.camelot})`,
    formatDuration(durationMs),
    format.toUpperCase(),
  ]
  return (
    <Stack gap={6} mb="lg">
      <PageTitle>{sample.title}</PageTitle>
      <Group gap={6}>
        <Text size="sm">{words.by}</Text>
        <Text size="sm" component="div">
          <Address address={sample.owner} />
        </Text>
        <Text size="sm" aria-hidden>
          ·
        </Text>
        <Text size="sm">
          <TimeAgo timestampMs={registeredAt.timestampMs} />
        </Text>
      </Group>
      <Group gap="xs">
        <Text fw={500}>{musical.filter(Boolean).join(' · ')}</Text>
        {tags.map((tag) => (
          <Badge
            key={tag}
            variant="default"
            radius="sm"
            tt="none"
            fw={500}
            style={{ cursor: 'pointer' }}
            renderRoot={(props) => <Link {...props} to="/" search={{ tag: [tag] }} />}
          >
            {tag}
          </Badge>
        ))}
      </Group>
    </Stack>
  )
}
