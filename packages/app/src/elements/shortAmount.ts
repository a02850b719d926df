import { formatEcho } from '@echochain/sdk'

const DECIMALS_SHOWN = 4

/** An amount of 10⁻¹² ECHO cut (never rounded up) to what is read at a glance: `12.5 ECHO`, `< 0.0001 ECHO`. */
export function shortAmount(amount: bigint): string {
  const [number, symbol] = formatEcho(amount).split(' ')
  const [whole, fraction = ''] = number.split('.')
  const shown = fraction.slice(0, DECIMALS_SHOWN).replace(/0+$/, '')
  if (amount !== 0n && shown === '' && /^-?0$/.test(whole)) return `< 0.${'0'.repeat(DECIMALS_SHOWN - 1)}1 ${symbol}`
  return `${groupThousands(whole)}${shown && `.${shown}`} ${symbol}`
}

const groupThousands = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, '\u202f')
