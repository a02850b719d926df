import { Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { publish as words } from '../../../text/publish.ts'
import type { Draft } from '../drafts/Draft.ts'
import type { PublishDesk } from '../drafts/PublishDesk.ts'

/** Removes a draft, after a question if something would be lost that a person entered. */
export function useConfirmedRemoval(desk: PublishDesk, draft: Draft): { ask: () => void; dialog: ReactNode } {
  const [opened, { open, close }] = useDisclosure()
  const isCheap = draft.sample !== undefined || draft.edited.length === 0
  const remove = (): void => desk.remove(draft.id)
  const dialog = (
    <Modal
      opened={opened}
      onClose={close}
      title={words.removeTitle}
      centered
      closeButtonProps={{ 'aria-label': words.keep }}
    >
      <Text size="sm">{words.removeBody(draft.form.title || draft.file.name)}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close} data-autofocus>
          {words.keep}
        </Button>
        <Button color="red.8" onClick={remove}>
          {words.removeConfirm}
        </Button>
      </Group>
    </Modal>
  )
  return { ask: isCheap ? remove : open, dialog }
}
