import { type AccountId, ss58Decode, ss58Encode } from '@echochain/codec'
import type { LicenceCard } from '@echochain/sdk'
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Address } from '../../../elements/Address.tsx'
import { Problem } from '../../../elements/Problem.tsx'
import { useNetwork } from '../../../network/Network.ts'
import { licences as licencesWords } from '../../../text/licences.ts'
import { TransactionCancelled, useTransactions } from '../../../transactions/Transactions.ts'
import { readHolder } from './readHolder.ts'

const words = licencesWords.transfer

interface TransferDialogProps {
  readonly licence: LicenceCard
  close(): void
}

/** Hands a licence on to another account. */
export function TransferDialog({ licence, close }: TransferDialogProps) {
  const title = licence.sample.title ?? licencesWords.list.untitled(licence.sample.id)
  const { info } = useNetwork()
  const { submit } = useTransactions()
  const [written, setWritten] = useState('')
  const [complaining, setComplaining] = useState(false)
  const read = readHolder(written, ss58Decode(licence.holder).account)
  const transfer = useMutation({
    mutationFn: async (to: AccountId) => {
      const { transferCall } = await import('./transferCall.ts')
      const call = transferCall(licence.id, to)
      const summary = <TransferSummary title={title} to={ss58Encode(to, info.ss58Prefix)} />
      return submit({ title: words.request(licence.id, title), call, summary })
    },
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setComplaining(true)
    if (read.type === 'good') transfer.mutate(read.account)
  }
  const mistake = { bad: words.badAddress, own: words.ownAddress, empty: undefined, good: undefined }[read.type]
  return (
    <Modal
      opened
      onClose={close}
      title={words.title(licence.id)}
      closeButtonProps={{ 'aria-label': words.close }}
      centered
    >
      {transfer.isSuccess ? (
        <Stack align="flex-start">
          <Text aria-live="polite">{words.done(licence.id)}</Text>
          <Button onClick={close}>{words.close}</Button>
        </Stack>
      ) : (
        <form onSubmit={onSubmit}>
          <Stack>
            <Text size="sm">{words.explain(title)}</Text>
            <TextInput
              label={words.to}
              description={words.toHint}
              value={written}
              onChange={({ currentTarget }) => setWritten(currentTarget.value)}
              onBlur={() => setComplaining(true)}
              error={complaining && mistake}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              required
            />
            {transfer.error && !(transfer.error instanceof TransactionCancelled) && <Problem error={transfer.error} />}
            <Group>
              <Button type="submit" loading={transfer.isPending}>
                {words.confirm}
              </Button>
              <Button variant="default" onClick={close}>
                {words.cancel}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

const TransferSummary = ({ title, to }: { readonly title: string; readonly to: string }) => (
  <Stack gap={4}>
    <Text size="sm">{words.explain(title)}</Text>
    <Text size="sm">
      {words.newHolder}: <Address address={to} whole />
    </Text>
  </Stack>
)
