import type { SampleId } from '@echochain/sdk'
import { ActionIcon, Box, Button, type ButtonProps, Group, Progress, Text, ThemeIcon, Tooltip } from '@mantine/core'
import { IconCheck, IconDownload, IconX } from '@tabler/icons-react'
import { licences as licencesWords } from '../text/licences.ts'
import { type Download, useDownloads } from './Downloads.ts'
import { formatBytes } from '../elements/formatBytes.ts'

const words = licencesWords.download

interface DownloadButtonProps extends Pick<ButtonProps, 'size' | 'variant'> {
  readonly sample: SampleId
  readonly title: string
}

/** Downloads the file of a sample and says whether it is the file whose hash is on the chain. */
export function DownloadButton({ sample, title, size = 'sm', variant = 'default' }: DownloadButtonProps) {
  const { bySample, start, cancel } = useDownloads()
  const download = bySample.get(sample)
  if (download?.state === 'running') return <Running download={download} title={title} cancel={() => cancel(sample)} />
  const label = download?.state === 'failed' ? words.tryAgain : download ? words.again : words.button
  return (
    <Box maw={420}>
      <Button
        size={size}
        variant={variant}
        leftSection={<IconDownload size={16} aria-hidden />}
        aria-label={words.label(label, title)}
        onClick={() => start(sample)}
      >
        {label}
      </Button>
      {download && <Outcome download={download} />}
    </Box>
  )
}

interface RunningProps {
  readonly download: Extract<Download, { state: 'running' }>
  readonly title: string
  cancel(): void
}

function Running({ download: { bytes, size, waiting }, title, cancel }: RunningProps) {
  const percent = size === 0 ? 0 : Math.floor((bytes / size) * 100)
  return (
    <Box w={260} maw="100%">
      <Group gap="xs" wrap="nowrap">
        <Progress.Root flex={1} size="lg">
          <Progress.Section value={percent} animated={!waiting} aria-label={words.progress(title)} />
        </Progress.Root>
        <Tooltip label={words.cancel}>
          <ActionIcon variant="subtle" color="gray" aria-label={words.cancelLabel(title)} onClick={cancel}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Text size="sm" aria-live="polite">
        {waiting ? words.waiting : words.received(formatBytes(bytes), formatBytes(size))}
      </Text>
    </Box>
  )
}

/** In words where it is known what a person can do about it. */
const reasonOf = (error: Error & { readonly code?: unknown }): string =>
  words.failures[String(error.code)] ?? error.message

function Outcome({ download }: { readonly download: Exclude<Download, { state: 'running' }> }) {
  if (download.state === 'failed')
    return (
      <Text size="sm" mt={4} c="var(--mantine-color-error)" role="alert">
        {words.failed(reasonOf(download.error))}
      </Text>
    )
  return (
    <Group gap={6} mt={4} wrap="nowrap" align="flex-start" aria-live="polite">
      <ThemeIcon size={18} radius="xl" color="teal" variant="light">
        <IconCheck size={12} aria-hidden />
      </ThemeIcon>
      <Text size="sm" title={download.plainHash}>
        {words.checked(download.name)}
      </Text>
    </Group>
  )
}
