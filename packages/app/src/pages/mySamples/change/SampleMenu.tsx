import type { SampleCard } from '@echochain/sdk'
import { ActionIcon, Menu, Text } from '@mantine/core'
import { IconDots, IconPencil, IconTagOff, IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import { mySamples as words } from '../../../text/mySamples.ts'
import { ActionProblem } from '../../../transactions/ActionProblem.tsx'
import { stopSaleCall } from './changeCalls.ts'
import { EditSample } from './EditSample.tsx'
import { HandOver } from './HandOver.tsx'
import { useAction } from '../../../transactions/useAction.ts'

/** What the owner can do with a sample. */
export function SampleMenu({ sample }: { readonly sample: SampleCard }) {
  const [dialog, setDialog] = useState<'edit' | 'handOver'>()
  const { run, isRunning, problem } = useAction()
  const close = (): void => setDialog(undefined)
  const stop = () =>
    run({
      title: words.stopTitle(sample.title),
      summary: <Text size="sm">{words.stopSummary}</Text>,
      call: stopSaleCall(sample.id),
    })
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" loading={isRunning} aria-label={words.actions(sample.title)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDialog('edit')}>
            {words.edit}
          </Menu.Item>
          {sample.minPrice !== null && (
            <Menu.Item leftSection={<IconTagOff size={16} aria-hidden />} onClick={() => void stop()}>
              {words.stopSale}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconUserShare size={16} aria-hidden />} onClick={() => setDialog('handOver')}>
            {words.handOver}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'edit' && <EditSample sample={sample} onClose={close} />}
      {dialog === 'handOver' && <HandOver sample={sample} onClose={close} />}
      <ActionProblem problem={problem} />
    </>
  )
}
