import type { Hash } from '@echochain/codec'
import type { LicenceCard, LicenceId, SampleDetail, SampleOffer } from '@echochain/sdk'
import { useState } from 'react'
import { useNetwork } from '../network/Network.ts'
import { licences as licencesWords } from '../text/licences.ts'
import { TransactionCancelled, type TransactionStage, useTransactions } from '../transactions/Transactions.ts'
import { useWallet } from '../wallet/Wallet.ts'
import { BuySummary } from './BuySummary.tsx'
import { examineOffer, heldOfKind, type OfferExamination } from './examineOffer.ts'

/** Where a purchase stands. */
export type Buying =
  | { readonly step: 'idle' | 'looking' | 'noWallet' }
  | { readonly step: 'refused'; readonly why: Exclude<OfferExamination, { type: 'buyable' }> }
  | {
      readonly step: 'asking'
      readonly offer: SampleOffer
      readonly raisedFrom?: string
      readonly held: readonly LicenceCard[]
    }
  | { readonly step: 'underway'; readonly stage: TransactionStage }
  | { readonly step: 'bought'; readonly hash: Hash; readonly licence: LicenceId; readonly buyer: string }
  | { readonly step: 'failed'; readonly error: Error }

/** More licences of one sample than anybody holds; for the question whether another one is wanted. */
const HELD_LOOKED_AT = 50

/** A purchase on a sample's page. It outlives its offer, which is gone once an exclusive licence is sold. */
export interface Purchase {
  /** What was chosen last. */
  readonly chosen: SampleOffer | undefined
  readonly buying: Buying
  start(offer: SampleOffer): Promise<void>
  /** Goes on after a question. */
  buy(offer: SampleOffer): Promise<void>
  close(): void
}

/** Buying a licence: look how things stand, ask what is to be asked, have it signed, follow it into a block. */
export function useBuying(sample: SampleDetail): Purchase {
  const { market } = useNetwork()
  const { selected } = useWallet()
  const { submit } = useTransactions()
  const [chosen, setChosen] = useState<SampleOffer>()
  const [buying, setBuying] = useState<Buying>({ step: 'idle' })

  const fail = (error: unknown) =>
    setBuying(error instanceof TransactionCancelled ? { step: 'idle' } : { step: 'failed', error: error as Error })

  const look = async (seen: SampleOffer, address: string): Promise<OfferExamination> => {
    const [now, buyer, { items: held }] = await Promise.all([
      market.sample(sample.id),
      market.account(address),
      market.licences({ holder: address, sample: sample.id, limit: HELD_LOOKED_AT }),
    ])
    return examineOffer(seen, { sample: now, buyer, held })
  }

  const start = async (seen: SampleOffer) => {
    if (buying.step !== 'idle') return
    setChosen(seen)
    if (!selected) return setBuying({ step: 'noWallet' })
    setBuying({ step: 'looking' })
    try {
      const found = await look(seen, selected.address)
      if (found.type !== 'buyable') return setBuying({ step: 'refused', why: found })
      const { offer, raisedFrom, held } = found
      if (raisedFrom !== undefined || heldOfKind(held, offer.kind).length > 0)
        return setBuying({ step: 'asking', offer, raisedFrom, held })
      await buy(offer)
    } catch (error) {
      fail(error)
    }
  }

  const buy = async (offer: SampleOffer) => {
    if (!selected) return setBuying({ step: 'noWallet' })
    const buyer = selected.address
    setBuying({ step: 'underway', stage: 'waitingForSignature' })
    try {
      const { buyCall, readBought } = await import('./buyCall.ts')
      const inclusion = await submit({
        title: licencesWords.buy.title(offer.kind, sample.title),
        call: buyCall(sample.id, offer),
        summary: <BuySummary sample={sample} offer={offer} />,
        onStage: (stage) => setBuying((old) => (old.step === 'underway' ? { step: 'underway', stage } : old)),
      })
      setBuying({ step: 'bought', hash: inclusion.hash, licence: readBought(inclusion), buyer })
    } catch (error) {
      fail(error)
    }
  }

  return { chosen, buying, start, buy, close: () => setBuying({ step: 'idle' }) }
}
