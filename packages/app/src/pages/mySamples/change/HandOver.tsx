import { addressOf } from '@echochain/sdk'
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { readAccount } from '../../../elements/readAddress.ts'
import { mySamples as words } from '../../../text/mySamples.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { ActionProblem } from '../../../transactions/ActionProblem.tsx'
import { handOverCall } from './changeCalls.ts'
import { useAction } from '../../../transactions/useAction.ts'

interface HandOverProps {
  readonly sample: { readonly id: number; readonly title: string }
  readonly onClose: () => void
}

/** Offers a sample to a new owner. */
export function HandOver({ sample: { id, title }, onClose }: HandOverProps) {
  const { selected } = useWallet()
  const [typed, setTyped] = useState('')
  const { run, isRunning, problem } = useAction()
  const account = readAccount(typed)
  const isOwn = account !== undefined && account === selected?.account
  const complaint = account === undefined ? words.badAddress : isOwn && words.ownAddress
  const offer = async (): Promise<void> => {
    const call = handOverCall(id, addressOf(account!))
    if (await run({ title: words.handOverTitle(title), summary: <Text size="sm">{words.handOverBody}</Text>, call }))
      onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.handOverTitle(title)}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <Stack>
        <Text size="sm">{words.handOverBody}</Text>
        <TextInput
          label={words.newOwner}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          error={typed.trim() !== '' && complaint}
          spellCheck={false}
          data-autofocus
        />
        <ActionProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button disabled={account === undefined || isOwn} loading={isRunning} onClick={() => void offer()}>
            {words.handOverButton}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
