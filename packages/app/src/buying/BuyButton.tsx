import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { Button, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { shortAmount } from '../elements/shortAmount.ts'
import { licences as licencesWords } from '../text/licences.ts'
import { useWallet } from '../wallet/Wallet.ts'
import type { Purchase } from './useBuying.tsx'

interface BuyButtonProps {
  readonly sample: SampleDetail
  readonly offer: SampleOffer
  readonly purchase: Purchase
}

/** Buys a licence: the way from this button to the licence is shown by `BuyDialog`. */
export function BuyButton({ sample, offer, purchase: { chosen, buying, start } }: BuyButtonProps) {
  const words = licencesWords.buy
  const { selected } = useWallet()
  const step = chosen?.offerHash === offer.offerHash ? buying.step : 'idle'
  const button = useFocusWhenIdle(step === 'idle')
  if (step === 'idle' && selected?.address === sample.owner) return <Text size="sm">{words.ownSample}</Text>
  if (step === 'idle' && !sample.forSale) return <Text size="sm">{words.notForSale}</Text>
  const label = offer.price === '0' ? words.getFree : words.buyFor(shortAmount(BigInt(offer.price)))
  return (
    <Button
      ref={button}
      onClick={() => void start(offer)}
      loading={step === 'looking'}
      aria-label={words.label(label, offer.kind, sample.title)}
      onPointerEnter={() => void import('./buyCall.ts')}
    >
      {label}
    </Button>
  )
}

/** The focus comes back to the button at the end: a button that is loading loses it, so that no dialog can know of it. */
function useFocusWhenIdle(idle: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const wasIdle = useRef(idle)
  useEffect(() => {
    if (idle && !wasIdle.current) setTimeout(() => button.current?.focus({ preventScroll: true }))
    wasIdle.current = idle
  }, [idle])
  return button
}
