import { MAX_PARENTS } from '@echochain/sdk'
import { ActionIcon, Alert, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Address } from '../../../elements/Address.tsx'
import { publish as words } from '../../../text/publish.ts'
import { ParentSearch } from './ParentSearch.tsx'
import type { SplitFieldsProps } from './SplitFields.tsx'
import type { ParentForm } from './SplitForm.ts'

const FIRST_PERCENT = '10'

/** The samples this one is made from, and their part of each sale. */
export function ParentFields({ form: { parents }, onChange, problems, showAll }: SplitFieldsProps) {
  const setPercent = (sample: number, percent: string): void =>
    onChange({ parents: parents.map((parent) => (parent.sample === sample ? { ...parent, percent } : parent)) })
  const add = (found: Omit<ParentForm, 'percent'>): void =>
    onChange({ parents: [...parents, { ...found, percent: FIRST_PERCENT }] })
  return (
    <Stack gap="xs">
      <Title order={4} size="h6">
        {words.parents}
      </Title>
      <Text size="sm">{words.parentsHint}</Text>
      {parents.map(({ sample, title, owner, percent }, at) => (
        <Group key={sample} gap="xs" align="flex-start" wrap="nowrap">
          <Stack gap={0} flex={1} miw={0}>
            <Text size="sm" fw={600} truncate>
              {title}
            </Text>
            <Text size="xs" component="div">
              <Address address={owner} />
            </Text>
          </Stack>
          <TextInput
            w={96}
            aria-label={words.parentPercent(title)}
            inputMode="decimal"
            rightSection={<Text size="sm">%</Text>}
            value={percent}
            onChange={({ currentTarget }) => setPercent(sample, currentTarget.value)}
            error={(showAll || percent !== '') && problems[`parent ${at}`]}
          />
          <ActionIcon
            mt={4}
            variant="subtle"
            color="gray"
            aria-label={words.removeParent(title)}
            onClick={() => onChange({ parents: parents.filter((parent) => parent.sample !== sample) })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {problems.parents && (
        <Alert color="red" variant="light" py="xs" role="alert">
          {problems.parents}
        </Alert>
      )}
      {parents.length < MAX_PARENTS && <ParentSearch taken={parents.map(({ sample }) => sample)} onFound={add} />}
    </Stack>
  )
}
