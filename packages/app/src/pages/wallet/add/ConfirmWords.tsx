import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { choosePositions } from './choosePositions.ts'

const words = walletWords.create
const ASKED = 3

interface ConfirmWordsProps {
  readonly words: string
  readonly back: () => void
  readonly next: () => void
}

/** Asks for some of the words, so that nobody goes on who has not written them down. */
export function ConfirmWords({ words: phrase, back, next }: ConfirmWordsProps) {
  const list = phrase.split(' ')
  const [positions] = useState(() => choosePositions(list.length, ASKED))
  const [entered, setEntered] = useState<readonly string[]>(() => positions.map(() => ''))
  const [checked, setChecked] = useState(false)
  const isRight = (at: number) => entered[at].trim().toLowerCase() === list[positions[at]]

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (positions.every((_, at) => isRight(at))) next()
  }

  return (
    <form onSubmit={onSubmit} autoComplete="off">
      <Stack>
        <Text size="sm">{words.confirmHow}</Text>
        <SimpleGrid cols={{ base: 1, xs: ASKED }}>
          {positions.map((position, at) => (
            <TextInput
              key={position}
              label={words.word(position + 1)}
              value={entered[at]}
              error={checked && !isRight(at) && words.wrongWord}
              data-autofocus={at === 0 || undefined}
              autoCapitalize="none"
              autoComplete="off"
              autoCorrect="off"
              spellCheck={false}
              onChange={({ currentTarget: { value } }) => {
                setChecked(false)
                setEntered(entered.map((old, index) => (index === at ? value : old)))
              }}
            />
          ))}
        </SimpleGrid>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={back}>
            {words.back}
          </Button>
          <Button type="submit" disabled={entered.some((word) => word.trim() === '')}>
            {words.next}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
