import { Alert, List, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconMessage, IconX } from '@tabler/icons-react'
import { Address } from '../../../elements/Address.tsx'
import type { Finding, ProofReport } from './ProofReport.ts'

const ICONS = { proven: IconCheck, said: IconMessage, wrong: IconX }
const COLORS = { proven: 'teal', said: 'gray', wrong: 'red' }

/** What was checked, in words, with the answer first. */
export function ProofResult({ report: { holds, verdict, findings } }: { readonly report: ProofReport }) {
  const Icon = holds ? IconCheck : IconAlertTriangle
  return (
    <Alert
      color={holds ? 'teal' : 'red'}
      variant="light"
      title={verdict}
      icon={<Icon aria-hidden />}
      role={holds ? 'status' : 'alert'}
    >
      <List size="sm" spacing={6} center={false} style={{ overflowWrap: 'anywhere' }}>
        {findings.map((finding) => (
          <List.Item key={finding.words} icon={<Mark result={finding.result} />}>
            {finding.words} {finding.address && <Address address={finding.address} copy />}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

function Mark({ result }: Pick<Finding, 'result'>) {
  const Icon = ICONS[result]
  return (
    <ThemeIcon size={20} radius="xl" variant="light" color={COLORS[result]}>
      <Icon size={13} aria-hidden />
    </ThemeIcon>
  )
}
