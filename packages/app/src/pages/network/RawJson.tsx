import { Button, Code, Collapse, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { network as networkWords } from '../../text/network.ts'

/** Everything the market says of something, as it says it, one click away. */
export function RawJson({ value }: { readonly value: unknown }) {
  const [shown, { toggle }] = useDisclosure()
  const words = networkWords.raw
  return (
    <Stack gap="xs" align="stretch">
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        style={{ alignSelf: 'flex-start' }}
        onClick={toggle}
        aria-expanded={shown}
      >
        {shown ? words.hide : words.show}
      </Button>
      <Collapse expanded={shown}>
        {shown && (
          <Code block tabIndex={0} aria-label={words.label}>
            {JSON.stringify(value, undefined, 2)}
          </Code>
        )}
      </Collapse>
    </Stack>
  )
}
