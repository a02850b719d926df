import { Group, Input, TextInput } from '@mantine/core'
import { readDecimal } from '../../elements/readDecimal.ts'
import { useTypedText } from '../../elements/useTypedText.ts'
import { browse as browseWords } from '../../text/browse.ts'

const words = browseWords
const PAUSE_MS = 400
const MAX_DECIMALS = 12

interface RangeEnd {
  readonly label: string
  /** A decimal number as text; empty where the range is open. */
  readonly value: string
  /** What is there at this end. */
  readonly hint?: string
  readonly onChange: (value: string) => void
}

/** From … to …, either may be left open. */
export function RangeField({
  label,
  from,
  to,
}: {
  readonly label: string
  readonly from: RangeEnd
  readonly to: RangeEnd
}) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Group gap="xs" wrap="nowrap" align="flex-start" mt={4}>
        <End {...from} hint={from.hint ?? words.from} />
        <End {...to} hint={to.hint ?? words.to} />
      </Group>
    </Input.Wrapper>
  )
}

function End({ label, value, hint, onChange }: RangeEnd) {
  const [typed, setTyped] = useTypedText(value, (next) => isAllowed(next) && onChange(next.trim()), PAUSE_MS)
  return (
    <TextInput
      size="sm"
      inputMode="decimal"
      flex={1}
      aria-label={label}
      placeholder={hint}
      value={typed}
      error={!isAllowed(typed) && words.badNumber}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  )
}

const isAllowed = (typed: string): boolean => typed.trim() === '' || readDecimal(typed, MAX_DECIMALS) !== undefined
