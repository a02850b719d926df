import type { LicenceKind, Offer } from '@echochain/sdk'
import { createOffer, formatEcho, LICENCE_TERMS, parseEcho, type SampleOffer, termsHash } from '@echochain/sdk'
import { readAmount } from '../elements/readAmount.ts'
import { sampleForm as words } from '../text/sampleForm.ts'
import { type Reading, readingOf } from './Reading.ts'

export const LICENCE_KINDS = Object.keys(LICENCE_TERMS) as readonly LicenceKind[]
/** No price makes sense above it, and none of the chain's sums overflows below. */
const MAX_PRICE = parseEcho('1000000000')

/** One kind of licence, for sale or not, as it stands in the fields. */
export interface OfferForm {
  readonly isOffered: boolean
  /** In ECHO, as typed. */
  readonly price: string
  readonly transferable: boolean
}

/** Each kind under the project's own text. */
export type OffersForm = Readonly<Record<LicenceKind, OfferForm>>

export const NEW_OFFERS: OffersForm = {
  Personal: { isOffered: true, price: '2', transferable: true },
  Commercial: { isOffered: true, price: '10', transferable: true },
  Exclusive: { isOffered: false, price: '', transferable: true },
}

/** The offers for the chain, or what is wrong with a price, by kind. */
export function readOffers(form: OffersForm): Reading<readonly Offer[]> {
  const offered = LICENCE_KINDS.filter((kind) => form[kind].isOffered)
  const problems = Object.fromEntries(offered.map((kind) => [kind, problemOfPrice(form[kind].price)]))
  return readingOf(problems, () =>
    offered.map((kind) => {
      const { price, transferable } = form[kind]
      return createOffer(kind, readAmount(price)!, { transferable })
    }),
  )
}

function problemOfPrice(text: string): string | undefined {
  if (text.trim() === '') return words.noPrice
  const price = readAmount(text)
  if (price === undefined) return words.badPrice
  return price > MAX_PRICE ? words.highPrice : undefined
}

/** What a sample is offered for, as fields; and the offers these fields have no place for, which stay as they are. */
export function writeOffers(offers: readonly SampleOffer[]): { form: OffersForm; others: readonly Offer[] } {
  const form = { ...NO_OFFERS }
  const others: Offer[] = []
  for (const offer of offers) {
    const { kind, terms, price, transferable } = offer
    const isOurs = offer.asset === 'Native' && terms === termsHash(LICENCE_TERMS[kind])
    if (!isOurs || form[kind].isOffered) others.push(recordOf(offer))
    else form[kind] = { isOffered: true, price: formatEcho(BigInt(price)).split(' ')[0], transferable }
  }
  return { form, others }
}

const NO_OFFERS: Record<LicenceKind, OfferForm> = {
  Personal: { isOffered: false, price: '', transferable: true },
  Commercial: { isOffered: false, price: '', transferable: true },
  Exclusive: { isOffered: false, price: '', transferable: true },
}

const recordOf = ({ kind, terms, asset, price, transferable }: SampleOffer): Offer => ({
  kind,
  terms,
  asset: asset === 'Native' ? { type: 'Native', value: undefined } : { type: 'Asset', value: asset.asset },
  price: { type: 'Fixed', value: BigInt(price) },
  transferable,
})
