import type { ChainEvent, ReportReason, SamplePrice, SampleStatus } from '@echochain/sdk'
import { shortAmount } from '../../elements/shortAmount.ts'
import { sample as sampleWords } from '../../text/sample.ts'

const texts = sampleWords
const MODULE = 'SampleRegistry.'

/** One thing that happened, in words; who did it and for how much follow them. */
export interface HistoryLine {
  readonly words: string
  readonly address?: string
  readonly amount?: string
}

type Data = Readonly<Record<string, unknown>>

/** What the events of a sample mean to people. What says nothing beside another event of the same sale is left out. */
export function readHistory(
  events: readonly ChainEvent[],
  prices: readonly SamplePrice[],
): readonly { readonly event: ChainEvent; readonly line: HistoryLine }[] {
  const offersAt = new Map(prices.map((price) => [price.block.number, price]))
  return events.flatMap((event) => {
    const line = readEvent(event, offersAt.get(event.block.number))
    return line ? [{ event, line }] : []
  })
}

function readEvent({ name, data }: ChainEvent, price: SamplePrice | undefined): HistoryLine | undefined {
  const said = texts.events
  const values = (data ?? {}) as Data
  switch (name.startsWith(MODULE) ? name.slice(MODULE.length) : name) {
    case 'SampleRegistered':
      return { words: said.SampleRegistered, address: textOf(values.owner) }
    case 'MetadataUpdated':
      return { words: said.MetadataUpdated }
    case 'OffersSet':
      return { words: describeOffers(price) }
    case 'OwnershipOffered':
      return { words: said.OwnershipOffered, address: textOf(values.to) }
    case 'OwnershipOfferCancelled':
      return { words: said.OwnershipOfferCancelled, address: textOf(values.by) }
    case 'OwnershipTransferred':
      return { words: said.OwnershipTransferred, address: textOf(values.to) }
    case 'LicenceBought':
      return { words: said.LicenceBought, address: textOf(values.buyer), amount: textOf(values.price) }
    case 'SampleReported':
      return { words: said.SampleReported(textOf(values.reason) as ReportReason), address: textOf(values.by) }
    case 'StatusSet':
      return { words: said.StatusSet(statusName(values.status)) }
    case 'LicenceIssued':
      return undefined
    default:
      return { words: name }
  }
}

function describeOffers(price: SamplePrice | undefined): string {
  if (!price) return texts.events.OffersSet
  if (price.offers.length === 0) return texts.events.OffersWithdrawn
  const offers = price.offers.map((offer) => `${texts.kinds[offer.kind].name} ${shortAmount(BigInt(offer.price))}`)
  return texts.events.OffersSetTo(offers.join(', '))
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const statusName = (value: unknown): string => texts.statuses[value as SampleStatus]?.name ?? String(value)
