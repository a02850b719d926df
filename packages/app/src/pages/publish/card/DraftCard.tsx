import { Collapse, Divider, Paper } from '@mantine/core'
import { useId } from 'react'
import type { TransactionStage } from '../../../transactions/Transactions.ts'
import type { Activity, Draft } from '../drafts/Draft.ts'
import type { PublishDesk } from '../drafts/PublishDesk.ts'
import type { Preview } from '../usePreview.ts'
import { DraftFields } from './DraftFields.tsx'
import { DraftHead } from './DraftHead.tsx'
import { DraftProblemNote } from './DraftProblemNote.tsx'

export interface DraftCardProps {
  readonly desk: PublishDesk
  readonly draft: Draft
  readonly all: readonly Draft[]
  readonly activity: Activity | undefined
  readonly stage: TransactionStage | undefined
  readonly preview: Preview
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly showProblems: boolean
}

/** A file on its way: its sound, how far it is, and below that all that is said of it. */
export function DraftCard(props: DraftCardProps) {
  const { desk, draft, all, stage, isOpen, showProblems } = props
  const id = useId()
  const isEditable = stage === undefined && draft.problem?.code !== 'REGISTERED'
  return (
    <Paper withBorder radius="lg" component="article" aria-label={draft.form.title || draft.file.name}>
      <DraftHead {...props} isEditable={isEditable} panelId={id} />
      {draft.problem && <DraftProblemNote desk={desk} draft={draft} />}
      {isEditable && (
        <Collapse expanded={isOpen} id={id}>
          <Divider />
          {isOpen && <DraftFields desk={desk} draft={draft} all={all} showProblems={showProblems} />}
        </Collapse>
      )}
    </Paper>
  )
}
