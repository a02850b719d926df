import { ss58Decode } from '@echochain/codec'
import { addressOf } from '@echochain/sdk'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { Address } from '../../../elements/Address.tsx'
import { mySamples as words } from '../../../text/mySamples.ts'
import { ActionProblem } from '../../../transactions/ActionProblem.tsx'
import { acceptCall, handOverCall } from '../change/changeCalls.ts'
import { useAction } from '../../../transactions/useAction.ts'
import { type OwnershipOffer, useOwnershipOffers } from './useOwnershipOffers.ts'

/** Samples that wait to change hands. */
export function OwnershipOffers({ address }: { readonly address: string }) {
  const { data: offers = [] } = useOwnershipOffers(address)
  return offers.map((offer) =>
    offer.to === address ? <Received key={offer.sample} offer={offer} /> : <Made key={offer.sample} offer={offer} />,
  )
}

function Received({ offer: { sample, title, from } }: { readonly offer: OwnershipOffer }) {
  const { run, isRunning, problem } = useAction()
  const accept = () => run({ title: words.acceptTitle(title), call: acceptCall(sample) })
  const decline = () => run({ title: words.declineTitle(title), call: callToCancel(sample, from) })
  return (
    <Alert variant="default" title={words.offeredToYou(title)}>
      <Stack gap="sm">
        <Text size="sm" component="div">
          <Address address={from} /> {words.offeredBody}
        </Text>
        <Group gap="xs">
          <Button size="xs" loading={isRunning} onClick={() => void accept()}>
            {words.accept}
          </Button>
          <Button size="xs" variant="default" disabled={isRunning} onClick={() => void decline()}>
            {words.decline}
          </Button>
        </Group>
        <ActionProblem problem={problem} />
      </Stack>
    </Alert>
  )
}

function Made({ offer: { sample, title, from, to } }: { readonly offer: OwnershipOffer }) {
  const { run, isRunning, problem } = useAction()
  const takeBack = () => run({ title: words.takeBackTitle(title), call: callToCancel(sample, from) })
  return (
    <Alert variant="default">
      <Group justify="space-between" gap="sm">
        <Text size="sm" component="div">
          {words.youOffered(title)} <Address address={to} />
        </Text>
        <Button size="xs" variant="default" loading={isRunning} onClick={() => void takeBack()}>
          {words.takeBack}
        </Button>
      </Group>
      <ActionProblem problem={problem} />
    </Alert>
  )
}

/** By naming the present owner either side ends an offer. */
const callToCancel = (sample: number, owner: string) => handOverCall(sample, addressOf(ss58Decode(owner).account))
