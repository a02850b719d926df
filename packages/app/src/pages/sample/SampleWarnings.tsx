import type { SampleDetail } from '@echochain/sdk'
import { Alert, Stack } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { sample as sampleWords } from '../../text/sample.ts'

const words = sampleWords

/** What somebody should know before using or buying it. */
export function SampleWarnings({ sample }: { readonly sample: SampleDetail }) {
  const { status, reports, registeredAt, exclusivelyLicensed, stored } = sample
  const { title, body } = words.statuses[status]
  return (
    <Stack gap="sm" mb="md" role="presentation">
      {title && (
        <Alert color="red" variant="light" title={title} icon={<IconAlertTriangle aria-hidden />}>
          {body} {reports > 0 && words.reports(reports)}
        </Alert>
      )}
      {!title && reports > 0 && <Alert color="yellow">{words.reports(reports)}</Alert>}
      {exclusivelyLicensed && <Alert color="gray">{words.soldExclusively}</Alert>}
      {!registeredAt.finalized && (
        <Alert color="gray" variant="light" title={words.notFinalTitle} icon={<IconClock aria-hidden />}>
          {words.notFinalBody}
        </Alert>
      )}
      {!stored && <Alert color="yellow">{words.notStored}</Alert>}
    </Stack>
  )
}
