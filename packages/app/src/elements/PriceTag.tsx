import { Text } from '@mantine/core'
import { text } from '../text/text.ts'
import { shortAmount } from './shortAmount.ts'

interface PriceTagProps {
  /** Of the cheapest licence, in 10⁻¹² ECHO; null where none is offered. */
  readonly minPrice: string | null
  readonly forSale: boolean
}

/** What a licence costs at least, in the words of a list. */
export function PriceTag({ minPrice, forSale }: PriceTagProps) {
  if (!forSale || minPrice === null) return text.browse.notForSale
  if (minPrice === '0') return text.browse.free
  return (
    <span>
      <Text span inherit fw={400}>
        {`${text.browse.priceFromAmount} `}
      </Text>
      {shortAmount(BigInt(minPrice))}
    </span>
  )
}
