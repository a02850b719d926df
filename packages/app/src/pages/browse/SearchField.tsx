import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTypedText } from '../../elements/useTypedText.ts'
import { browse as browseWords } from '../../text/browse.ts'

const words = browseWords
/** Between two letters of somebody who types slowly. */
const PAUSE_MS = 180

interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Searches while somebody types. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useTypedText(value, onChange, PAUSE_MS)
  return (
    <TextInput
      type="search"
      flex={1}
      miw={{ base: '100%', sm: 180 }}
      aria-label={words.search}
      placeholder={words.searchHint}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label={words.clearSearch} onClick={() => setTyped('')} />}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Escape') currentTarget.blur()
      }}
    />
  )
}
