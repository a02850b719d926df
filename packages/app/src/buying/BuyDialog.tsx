import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { formatEcho } from '@echochain/sdk'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Problem } from '../elements/Problem.tsx'
import { licences as licencesWords } from '../text/licences.ts'
import { Bought } from './Bought.tsx'
import { BuyStages } from './BuyStages.tsx'
import { heldOfKind } from './examineOffer.ts'
import { describeBuyFailure } from './describeBuyFailure.ts'
import type { Buying, Purchase } from './useBuying.tsx'

const words = licencesWords.buy

interface BuyDialogProps {
  readonly sample: SampleDetail
  readonly purchase: Purchase
}

/** What stands between the button and the licence: questions, obstacles, the way into a block. */
export function BuyDialog({ sample, purchase }: BuyDialogProps) {
  const { buying, close, chosen } = purchase
  if (!chosen) return null
  const quiet =
    buying.step === 'idle' ||
    buying.step === 'looking' ||
    (buying.step === 'underway' && buying.stage === 'waitingForSignature')
  return (
    <Modal
      opened={!quiet}
      onClose={close}
      title={words.dialogTitle(chosen.kind)}
      closeButtonProps={{ 'aria-label': words.close }}
      centered
    >
      <DialogBody sample={sample} offer={chosen} purchase={purchase} />
    </Modal>
  )
}

interface DialogBodyProps extends BuyDialogProps {
  readonly offer: SampleOffer
}

function DialogBody({ sample, offer, purchase: { buying, buy, close } }: DialogBodyProps) {
  switch (buying.step) {
    case 'noWallet':
      return (
        <Message title={words.noWalletTitle} body={words.noWallet}>
          <Button component={Link} to="/wallet">
            {words.toWallet}
          </Button>
        </Message>
      )
    case 'refused':
      return <Refusal why={buying.why} />
    case 'asking':
      return <Question offer={offer} buying={buying} buy={buy} close={close} />
    case 'underway':
      return <BuyStages stage={buying.stage} />
    case 'bought':
      return <Bought sample={sample} bought={buying} />
    case 'failed':
      return <Problem title={words.failedTitle} error={describeBuyFailure(buying.error)} />
    default:
      return null
  }
}

interface MessageProps {
  readonly title: string
  readonly body: ReactNode
  readonly children?: ReactNode
}

const Message = ({ title, body, children }: MessageProps) => (
  <Stack align="flex-start">
    <Text fw={600}>{title}</Text>
    <Text>{body}</Text>
    {children && <Group>{children}</Group>}
  </Stack>
)

function Refusal({ why }: { readonly why: Extract<Buying, { step: 'refused' }>['why'] }) {
  if (why.type === 'ownSample') return <Text>{words.ownSample}</Text>
  if (why.type === 'gone') return <Message title={words.goneTitle} body={words.gone} />
  return (
    <Message
      title={words.poorTitle}
      body={words.poor(formatEcho(BigInt(why.price)), formatEcho(BigInt(why.available)))}
    >
      <Button component={Link} to="/wallet">
        {words.toOwnWallet}
      </Button>
    </Message>
  )
}

interface QuestionProps extends Pick<Purchase, 'buy' | 'close'> {
  readonly offer: SampleOffer
  readonly buying: Extract<Buying, { step: 'asking' }>
}

function Question({ buying: { offer, raisedFrom, held }, buy, close }: QuestionProps) {
  const same = heldOfKind(held, offer.kind)
  const price = formatEcho(BigInt(offer.price))
  const numbers = same.map(({ id }) => id)
  return (
    <Stack>
      {raisedFrom !== undefined && (
        <Message title={words.raisedTitle} body={words.raised(formatEcho(BigInt(raisedFrom)), price)} />
      )}
      {same.length > 0 && <Message title={words.heldTitle} body={words.held(offer.kind, numbers)} />}
      <Group>
        <Button onClick={() => void buy(offer)}>{same.length > 0 ? words.buyAnother : words.buyAnyway(price)}</Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </Group>
    </Stack>
  )
}
