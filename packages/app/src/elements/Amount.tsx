import { formatEcho } from '@echochain/sdk'
import { Text, type TextProps } from '@mantine/core'
import { shortAmount } from './shortAmount.ts'

interface AmountProps extends TextProps {
  /** In 10⁻¹² ECHO, as a number or as the market's decimal string. */
  readonly value: bigint | string
  /** Every decimal, where a person decides by it. */
  readonly exact?: boolean
}

/** An amount with its unit. The exact one is always at hand as the tooltip. */
export function Amount({ value, exact, ...props }: AmountProps) {
  const amount = BigInt(value)
  const all = formatEcho(amount)
  return (
    <Text span inherit title={all} style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }} {...props}>
      {exact ? all : shortAmount(amount)}
    </Text>
  )
}
