import { Group, Paper, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconMessage, IconX } from '@tabler/icons-react'
import { Address } from '../../../elements/Address.tsx'
import classes from './ProofResult.module.css'
import type { Finding, ProofReport } from './ProofReport.ts'

const ICONS = { proven: IconCheck, said: IconMessage, wrong: IconX }
const OUTCOMES = { holds: 'teal.9', notYet: 'gray.7', fails: 'red.9' }
const COLORS = { proven: 'teal', said: 'gray', wrong: 'red' }

/** What was checked, in words, with the answer first. */
export function ProofResult({ report: { outcome, verdict, findings } }: { readonly report: ProofReport }) {
  return (
    <Paper withBorder p="md" w="100%" aria-live="polite" data-outcome={outcome}>
      <Group wrap="nowrap" gap="sm" mb="sm">
        <ThemeIcon size={28} radius="xl" color={OUTCOMES[outcome]}>
          {outcome === 'holds' ? <IconCheck size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
        </ThemeIcon>
        <Text fw={600}>{verdict}</Text>
      </Group>
      <Stack component="ul" gap={8} className={classes.findings}>
        {findings.map((finding) => (
          <li key={finding.words}>
            <Mark result={finding.result} />
            <Text size="sm">
              {finding.words} {finding.address && <Address address={finding.address} copy />}
            </Text>
          </li>
        ))}
      </Stack>
    </Paper>
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
