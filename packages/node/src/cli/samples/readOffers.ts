import { LicenceKind, type Offer } from '@echochain/runtime'
import { createOffer, parseEcho } from '@echochain/sdk'
import { CliError } from '../CliError.ts'

/** The kinds there are, as the chain declares them. */
export const LICENCE_KINDS: readonly LicenceKind[] = ['Personal', 'Commercial', 'Exclusive']

interface OfferOptions {
  /** Of a commercial licence. */
  readonly price?: string
  /** Each such as `Personal:0`. */
  readonly offer?: readonly string[]
}

/** The offers that `--price` and `--offer` ask for. Throws `CliError` `BAD_OPTION`. */
export function readOffers({ price, offer = [] }: OfferOptions): Offer[] {
  const offers = [...(price === undefined ? [] : [`Commercial:${price}`]), ...offer].map(readOffer)
  if (offers.length === 0)
    throw new CliError('BAD_OPTION', 'Say what a licence costs: --price 5, or --offer Personal:0 --offer Commercial:5')
  const kinds = offers.map(({ kind }) => kind)
  const twice = kinds.find((kind, at) => kinds.indexOf(kind) !== at)
  if (twice)
    throw new CliError('BAD_OPTION', `There are two prices for a ${twice} licence; --price is a commercial one's`)
  return offers
}

function readOffer(text: string): Offer {
  const [name, price, ...rest] = text.split(':')
  const kind = LICENCE_KINDS.find((known) => known.toLowerCase() === name.toLowerCase())
  if (!kind || price === undefined || rest.length > 0)
    throw new CliError(
      'BAD_OPTION',
      `--offer is "${text}", expected a kind and a price such as Commercial:5; kinds are ${LICENCE_KINDS.join(', ')}`,
    )
  return createOffer(kind, parseEcho(price))
}
