import type { SearchResult } from '@echochain/sdk'
import { Combobox, Group, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { useNetwork } from '../../../network/Network.ts'
import { network as networkWords } from '../../../text/network.ts'
import { addressOfResult, isHash } from './addressOfResult.ts'
import { useSearch } from './useSearch.ts'

const words = networkWords.search
const DEBOUNCE_MS = 150

/** Finds whatever a text may name, as it is typed. */
export function ChainSearch() {
  const { market } = useNetwork()
  const navigate = useNavigate()
  const combobox = useCombobox()
  const [written, setWritten] = useState('')
  const [wanted] = useDebouncedValue(written.trim(), DEBOUNCE_MS)
  const { results, isFetching, failed, findNow } = useSearch(wanted)
  const settled = !isFetching && wanted === written.trim()
  const pending = settled && results?.length === 0 && isHash(wanted)

  const go = async (address: string) => {
    combobox.closeDropdown()
    setWritten('')
    await navigate({ to: address })
  }
  const choose = async (chosen: string) =>
    go(chosen === 'pending' ? `/extrinsics/${wanted}` : await addressOfResult(results![Number(chosen)], market))
  /** Enter without a choice means the first of what is found, also when it was typed faster than it was found. */
  const goToFirst = async () => {
    const [first] = await findNow(written.trim())
    if (first) await go(await addressOfResult(first, market))
    else if (isHash(written.trim())) await go(`/extrinsics/${written.trim()}`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || combobox.getSelectedOptionIndex() !== -1 || written.trim() === '') return
    event.preventDefault()
    void goToFirst()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={(chosen) => void choose(chosen)}>
      <Combobox.Target>
        <TextInput
          type="search"
          aria-label={words.label}
          placeholder={words.placeholder}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={isFetching && <Loader size={14} aria-hidden />}
          value={written}
          onChange={({ currentTarget }) => {
            setWritten(currentTarget.value)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onKeyDown={onKeyDown}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          autoComplete="off"
          spellCheck={false}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={wanted === '' || (results === undefined && !failed)}>
        <Combobox.Options aria-label={words.label}>
          {results?.map((result, at) => (
            <Combobox.Option value={String(at)} key={`${result.type} ${result.id}`}>
              <Result result={result} />
            </Combobox.Option>
          ))}
          {pending && <Combobox.Option value="pending">{words.pending}</Combobox.Option>}
          {settled && results?.length === 0 && !pending && <Combobox.Empty>{words.nothing(wanted)}</Combobox.Empty>}
          {failed && <Combobox.Empty>{words.failed}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

const Result = ({ result }: { readonly result: SearchResult }) => (
  <Group justify="space-between" wrap="nowrap">
    <Text size="sm" truncate>
      {result.label}
    </Text>
    <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
      {words.types[result.type]}
    </Text>
  </Group>
)
