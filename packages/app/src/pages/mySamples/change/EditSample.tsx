import type { SampleDetail } from '@echochain/sdk'
import { Button, Divider, Group, List, Modal, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Problem } from '../../../elements/Problem.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { DescriptionFields } from '../../../sampleForm/DescriptionFields.tsx'
import { OffersFields } from '../../../sampleForm/OffersFields.tsx'
import { mySamples as words } from '../../../text/mySamples.ts'
import { sampleForm } from '../../../text/sampleForm.ts'
import { ActionProblem } from '../../../transactions/ActionProblem.tsx'
import { changeCall, readChanges, type SampleChanges, writeSample } from './changeCalls.ts'
import { useAction } from '../../../transactions/useAction.ts'

interface EditSampleProps {
  readonly sample: { readonly id: number; readonly title: string }
  readonly onClose: () => void
}

/** Changes how a sample is described and what it is sold for. */
export function EditSample({ sample: { id, title }, onClose }: EditSampleProps) {
  const { market } = useNetwork()
  const { data, error, refetch } = useQuery({
    queryKey: ['sampleToEdit', id],
    queryFn: ({ signal }) => market.sample(id, { signal }),
    staleTime: Infinity, // fields must not change under the hand of who fills them in
    gcTime: 0,
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.editTitle(title)}
      size="lg"
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data && <Fields sample={data} onClose={onClose} />}
    </Modal>
  )
}

function Fields({ sample, onClose }: { readonly sample: SampleDetail; readonly onClose: () => void }) {
  const { chain } = useNetwork()
  const [before] = useState(() => writeSample(sample))
  const [description, setDescription] = useState(before.description)
  const [offers, setOffers] = useState(before.form)
  const { run, isRunning, problem } = useAction()
  const { changes, problems } = readChanges(sample, description, offers)
  const isChanged = changes !== undefined && (changes.metadata ?? changes.offers) !== undefined

  const save = async (): Promise<void> => {
    if (!isChanged) return
    const findRequest = async () => ({
      title: words.saveTitle(sample.title),
      summary: Summary(changes),
      call: changeCall((await chain()).runtime, sample.id, changes)!,
    })
    if (await run(findRequest)) onClose()
  }
  return (
    <Stack>
      <DescriptionFields
        value={description}
        onChange={(changed) => setDescription({ ...description, ...changed })}
        problems={problems}
      />
      <Divider />
      <Title order={3} size="h5">
        {sampleForm.offers}
      </Title>
      {sample.exclusivelyLicensed ? (
        <Text size="sm">{words.exclusive}</Text>
      ) : (
        <OffersFields value={offers} onChange={setOffers} problems={problems} />
      )}
      {before.others.length > 0 && <Text size="sm">{words.otherOffers(before.others.length)}</Text>}
      <ActionProblem problem={problem} />
      <Group justify="flex-end">
        {!isChanged && changes && <Text size="sm">{words.unchanged}</Text>}
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button onClick={() => void save()} loading={isRunning} disabled={!isChanged}>
          {words.save}
        </Button>
      </Group>
    </Stack>
  )
}

function Summary({ metadata, offers }: SampleChanges) {
  return (
    <List size="sm">
      {metadata && <List.Item>{words.changes.description}</List.Item>}
      {offers && <List.Item>{words.changes.offers}</List.Item>}
    </List>
  )
}
