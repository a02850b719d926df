import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconChevronDown, IconPlayerPauseFilled, IconPlayerPlayFilled, IconTrash } from '@tabler/icons-react'
import { formatBytes } from '../../../elements/formatBytes.ts'
import { formatDuration } from '../../../elements/formatDuration.ts'
import { publish as words } from '../../../text/publish.ts'
import type { Draft } from '../drafts/Draft.ts'
import { isSilent } from '../drafts/DraftProblemError.ts'
import type { DraftCardProps } from './DraftCard.tsx'
import classes from './DraftHead.module.css'
import { DraftStatus } from './DraftStatus.tsx'
import { DraftWaveform } from './DraftWaveform.tsx'
import { useConfirmedRemoval } from './useConfirmedRemoval.tsx'

interface DraftHeadProps extends DraftCardProps {
  readonly isEditable: boolean
  /** Of what is opened and closed. */
  readonly panelId: string
}

/** What is seen of a draft that is not open. */
export function DraftHead(props: DraftHeadProps) {
  const { desk, draft, stage, preview, isEditable, isOpen, onOpen, panelId } = props
  const name = draft.form.title || draft.file.name
  const isPlaying = preview.playing === draft.id
  const Icon = isPlaying ? IconPlayerPauseFilled : IconPlayerPlayFilled
  const { ask, dialog } = useConfirmedRemoval(desk, draft)
  return (
    <div className={classes.head}>
      <ActionIcon
        className={classes.play}
        size={36}
        radius="xl"
        variant={isPlaying ? 'filled' : 'light'}
        disabled={draft.problem && isSilent(draft.problem)}
        aria-label={(isPlaying ? words.pause : words.play)(name)}
        onClick={() => preview.toggle(draft)}
      >
        <Icon size="45%" aria-hidden />
      </ActionIcon>
      <div className={classes.title}>
        <Text fw={600} truncate>
          {name}
        </Text>
        <Text size="xs" className={classes.facts} truncate>
          {preview.failed === draft.id ? words.cannotPlay : factsOf(draft)}
        </Text>
      </div>
      <div className={classes.wave}>
        <DraftWaveform desk={desk} draft={draft} preview={preview} />
      </div>
      <div className={classes.status}>
        <DraftStatus {...props} />
      </div>
      <Group className={classes.actions} gap={4} wrap="nowrap">
        {isEditable && (
          <Tooltip label={words.details}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.edit(name)}
              aria-expanded={isOpen}
              aria-controls={panelId}
              onClick={() => onOpen(!isOpen)}
            >
              <IconChevronDown size={18} style={{ rotate: isOpen ? '180deg' : undefined }} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        {(stage === undefined || stage === 'finalized') && (
          <ActionIcon variant="subtle" color="gray" aria-label={words.remove(name)} onClick={ask}>
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {dialog}
    </div>
  )
}

function factsOf({ file, sound }: Draft): string {
  const heard = sound ? [sound.format.toUpperCase(), formatDuration(sound.durationMs)] : []
  return [file.name, ...heard, formatBytes(file.size)].join(' · ')
}
