import { MAX_ROYALTIES } from '@echochain/sdk'
import { ActionIcon, Alert, Autocomplete, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { AddressMark } from '../../../elements/AddressMark.tsx'
import { readAddress } from '../../../elements/readAddress.ts'
import { writePercent } from '../../../sampleForm/percent.ts'
import { publish as words } from '../../../text/publish.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import type { SplitFieldsProps } from './SplitFields.tsx'
import { ownersPart, type ShareForm } from './SplitForm.ts'

/** People who share the royalties of the sample; the rest is the owner's. */
export function ShareFields({ form: { shares }, onChange, problems, showAll }: SplitFieldsProps) {
  const { accounts, selected } = useWallet()
  const known = accounts.filter(({ address }) => address !== selected?.address)
  const change = (at: number, changes: Partial<ShareForm>): void =>
    onChange({ shares: shares.map((share, index) => (index === at ? { ...share, ...changes } : share)) })
  return (
    <Stack gap="xs">
      {shares.map(({ address, percent }, at) => (
        <Group key={at} gap="xs" align="flex-start" wrap="nowrap">
          <Autocomplete
            flex={1}
            aria-label={words.shareAddress(at + 1)}
            placeholder={words.addressPlaceholder}
            leftSection={markOf(address)}
            data={known.map((account) => account.address)}
            renderOption={({ option }) => nameOf(known, option.value)}
            filter={({ options }) => options}
            value={address}
            onChange={(typed) => change(at, { address: typed })}
            error={(showAll || address !== '') && problems[`address ${at}`]}
            spellCheck={false}
          />
          <TextInput
            w={96}
            aria-label={words.sharePercent(at + 1)}
            inputMode="decimal"
            rightSection={<Text size="sm">%</Text>}
            value={percent}
            onChange={({ currentTarget }) => change(at, { percent: currentTarget.value })}
            error={(showAll || percent !== '') && problems[`percent ${at}`]}
          />
          <ActionIcon
            mt={4}
            variant="subtle"
            color="gray"
            aria-label={words.removeShare(at + 1)}
            onClick={() => onChange({ shares: shares.filter((_, index) => index !== at) })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {problems.shares && (
        <Alert color="red" variant="light" py="xs" role="alert">
          {problems.shares}
        </Alert>
      )}
      <Group justify="space-between">
        <Text size="sm" aria-live="polite">
          {words.keepsRest(writePercent(ownersPart(shares)))}
        </Text>
        {shares.length < MAX_ROYALTIES && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange({ shares: [...shares, { address: '', percent: '' }] })}
          >
            {words.addShare}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function markOf(typed: string) {
  const address = readAddress(typed)
  return address && <AddressMark address={address} size={18} />
}

function nameOf(accounts: readonly { readonly address: string; readonly name: string }[], address: string) {
  const name = accounts.find((account) => account.address === address)?.name
  return (
    <Group gap="xs" wrap="nowrap">
      <AddressMark address={address} size={18} />
      <Text size="sm" truncate>
        {name ? `${name} · ` : ''}
        {address}
      </Text>
    </Group>
  )
}
