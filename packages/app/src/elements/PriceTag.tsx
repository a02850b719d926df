import { browse as browseWords } from '../text/browse.ts'
import { shortAmount } from './shortAmount.ts'

interface Price {
  /** Of the cheapest licence, in 10⁻¹² ECHO; null where none is offered. */
  readonly minPrice: string | null
  readonly forSale: boolean
}

/** What a licence costs at least, in the words of a list. */
export function describePrice({ minPrice, forSale }: Price): string {
  if (!forSale || minPrice === null) return browseWords.notForSale
  if (minPrice === '0') return browseWords.free
  return browseWords.priceFromAmount(shortAmount(BigInt(minPrice)))
}

/** The same with the amount standing out. */
export function PriceTag(price: Price) {
  const words = describePrice(price)
  const amount = price.forSale && price.minPrice ? shortAmount(BigInt(price.minPrice)) : words
  if (!words.endsWith(amount)) return words
  return (
    <span>
      {words.slice(0, -amount.length)}
      <b>{amount}</b>
    </span>
  )
}
