import { TOKEN_DECIMALS, TOKEN_SYMBOL } from '@echochain/runtime'
import { SdkError } from '../SdkError.ts'

const UNIT = 10n ** BigInt(TOKEN_DECIMALS)

/** An amount in the smallest unit as people write it: `1.5 ECHO`. Exact, without trailing zeros. */
export function formatEcho(amount: bigint): string {
  const sign = amount < 0n ? '-' : ''
  const absolute = amount < 0n ? -amount : amount
  const fraction = (absolute % UNIT).toString().padStart(TOKEN_DECIMALS, '0').replace(/0+$/, '')
  return `${sign}${absolute / UNIT}${fraction && `.${fraction}`} ${TOKEN_SYMBOL}`
}

/** An amount people wrote, such as `1.5` or `1.5 ECHO`, in the smallest unit. Throws `SdkError` `BAD_AMOUNT`. */
export function parseEcho(text: string): bigint {
  const match = /^\s*(\d+)(?:\.(\d+))?\s*(?:ECHO)?\s*$/i.exec(text)
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > TOKEN_DECIMALS)
    throw new SdkError(
      'BAD_AMOUNT',
      `"${text}" is no amount of ${TOKEN_SYMBOL}: write it like 12.5, with at most ${TOKEN_DECIMALS} decimals`,
    )
  return BigInt(match[1]) * UNIT + BigInt(fraction.padEnd(TOKEN_DECIMALS, '0'))
}
