import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { wallet as walletWords } from '../../../text/wallet.ts'
import { WordGrid } from './WordGrid.tsx'

const words = walletWords.create

interface WriteDownWordsProps {
  readonly words: string
  readonly setCount: (count: 12 | 24) => void
  readonly next: () => void
  readonly cancel: () => void
}

export function WriteDownWords({ words: phrase, setCount, next, cancel }: WriteDownWordsProps) {
  const [shown, setShown] = useState(false)
  return (
    <Stack>
      <Text size="sm">{words.how}</Text>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={words.length}
          data={[12, 24].map((count) => ({ value: String(count), label: words.words(count) }))}
          value={String(phrase.split(' ').length)}
          onChange={(value) => setCount(value === '24' ? 24 : 12)}
        />
        <Button
          variant={shown ? 'default' : 'light'}
          leftSection={shown ? <IconEyeOff size={18} aria-hidden /> : <IconEye size={18} aria-hidden />}
          onClick={() => setShown(!shown)}
        >
          {shown ? words.hide : words.show}
        </Button>
      </Group>
      <WordGrid words={phrase} shown={shown} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {words.hidden}
        </Text>
        <Group gap="xs">
          <Button variant="default" onClick={cancel}>
            {walletWords.manage.cancel}
          </Button>
          <Button disabled={!shown} onClick={next}>
            {words.written}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}
