import { Button, FileButton, Group, Overlay, Paper, Stack, Text } from '@mantine/core'
import { IconFileMusic, IconPlus } from '@tabler/icons-react'
import { publish as words } from '../../text/publish.ts'
import { MAX_FILE_BYTES } from './drafts/PublishDesk.ts'
import { useFileDrop } from './useFileDrop.ts'

/** What browsers offer in their dialog; a file is judged by its first bytes, not by its name. */
const ACCEPTED = 'audio/*,.wav,.aif,.aiff,.flac,.mp3,.ogg,.opus'

interface DropAreaProps {
  /** Once there is something, more is added beside it. */
  readonly isSmall: boolean
  readonly onFiles: (files: readonly File[]) => void
}

/** Takes files from a dialog, and from a drop anywhere on the page. */
export function DropArea({ isSmall, onFiles }: DropAreaProps) {
  const isOver = useFileDrop(onFiles)
  return (
    <>
      {isOver && (
        <Overlay fixed blur={2} zIndex={300} center style={{ pointerEvents: 'none' }}>
          <Text fz="xl" fw={600} c="white">
            {words.dropNow}
          </Text>
        </Overlay>
      )}
      <Paper withBorder radius="lg" p={isSmall ? 'sm' : 'xl'} style={{ borderStyle: 'dashed' }}>
        {isSmall ? (
          <Group justify="space-between">
            <Text size="sm">{words.dropBody(MAX_FILE_BYTES)}</Text>
            <ChooseButton isSmall onFiles={onFiles} />
          </Group>
        ) : (
          <Stack align="center" ta="center" gap="sm" py="xl">
            <IconFileMusic size={44} stroke={1.4} aria-hidden />
            <Text fz="lg" fw={600}>
              {words.dropTitle}
            </Text>
            <Text size="sm" maw={460}>
              {words.dropBody(MAX_FILE_BYTES)}
            </Text>
            <ChooseButton onFiles={onFiles} />
          </Stack>
        )}
      </Paper>
    </>
  )
}

function ChooseButton({ isSmall, onFiles }: Partial<DropAreaProps> & Pick<DropAreaProps, 'onFiles'>) {
  return (
    <FileButton onChange={onFiles} multiple accept={ACCEPTED}>
      {(props) => (
        <Button
          {...props}
          variant={isSmall ? 'light' : 'filled'}
          leftSection={isSmall && <IconPlus size={16} aria-hidden />}
        >
          {isSmall ? words.dropMore : words.chooseFiles}
        </Button>
      )}
    </FileButton>
  )
}
