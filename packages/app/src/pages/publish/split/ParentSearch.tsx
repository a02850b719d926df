import type { SampleCard } from '@echochain/sdk'
import { Combobox, Group, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDuration } from '../../../elements/formatDuration.ts'
import { useNetwork } from '../../../network/Network.ts'
import { publish as words } from '../../../text/publish.ts'
import type { ParentForm } from './SplitForm.ts'

const SHOWN = 8
const TYPING_MS = 200

interface ParentSearchProps {
  readonly taken: readonly number[]
  readonly onFound: (parent: Omit<ParentForm, 'percent'>) => void
}

/** Finds a sample while its name is typed. */
export function ParentSearch({ taken, onFound }: ParentSearchProps) {
  const { market } = useNetwork()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState('')
  const [query] = useDebouncedValue(typed.trim(), TYPING_MS)
  const { data, isFetching } = useQuery({
    queryKey: ['parentSearch', query],
    queryFn: ({ signal }) => findSamples(market, query, signal),
    enabled: query !== '',
    placeholderData: keepPreviousData,
  })
  const found = data?.filter(({ id }) => !taken.includes(id)) ?? []

  // Its options are always those of the last rendering: other parents may have been changed before the answer is there.
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (id: string) => market.sample(Number(id)),
    onSuccess: ({ id, title, owner, royalties }) => {
      setTyped('')
      onFound({ sample: id, title, owner, royalties })
    },
  })
  const choose = (id: string): void => {
    combobox.closeDropdown()
    mutate(id)
  }
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target>
        <TextInput
          aria-label={words.findParent}
          placeholder={words.findParent}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={(isFetching || isPending) && <Loader size="xs" />}
          error={error && words.parentFailed}
          disabled={isPending}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value)
            reset()
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={query === '' || !data}>
        <Combobox.Options>
          {found.map((sample) => (
            <Combobox.Option key={sample.id} value={String(sample.id)}>
              <Found sample={sample} />
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{words.noParentFound}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Found({ sample: { id, title, durationMs, bpm, key } }: { readonly sample: SampleCard }) {
  const facts = [`#${id}`, formatDuration(durationMs), bpm !== null && `${bpm} BPM`, key?.name].filter(Boolean)
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <Text size="sm" truncate>
        {title}
      </Text>
      <Text size="xs" style={{ whiteSpace: 'nowrap' }}>
        {facts.join(' · ')}
      </Text>
    </Group>
  )
}

/** By words, and by number where the text is one. */
async function findSamples(
  market: ReturnType<typeof useNetwork>['market'],
  text: string,
  signal: AbortSignal,
): Promise<readonly SampleCard[]> {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1]
  const [byNumber, { items }] = await Promise.all([
    number === undefined ? undefined : market.sample(Number(number), { signal }).catch(() => undefined),
    market.samples({ q: text, limit: SHOWN }, { signal }),
  ])
  return byNumber ? [byNumber, ...items.filter(({ id }) => id !== byNumber.id)] : items
}
