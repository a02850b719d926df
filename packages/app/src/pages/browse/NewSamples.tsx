import { Button, Center } from '@mantine/core'
import { browse as browseWords } from '../../text/browse.ts'

interface NewSamplesProps {
  readonly count: number
  /** Whether there are more than `count`. */
  readonly more: boolean
  readonly show: () => void
}

/** Says that the list could be longer by now. */
export function NewSamples({ count, more, show }: NewSamplesProps) {
  const showFromTop = () => {
    show()
    scrollTo({ top: 0 })
  }
  return (
    <output style={{ display: 'block', position: 'sticky', top: 64, zIndex: 2, height: 0 }}>
      {count > 0 && (
        <Center>
          <Button size="xs" radius="xl" onClick={showFromTop} style={{ boxShadow: 'var(--mantine-shadow-md)' }}>
            {browseWords.newSamples(count, more)}
          </Button>
        </Center>
      )}
    </output>
  )
}
