import { TOKEN_DECIMALS, TOKEN_SYMBOL } from '@echochain/sdk'
import { readDecimal } from './readDecimal.ts'

const SYMBOL = new RegExp(`\\s*${TOKEN_SYMBOL}\\s*$`, 'i')

/** An amount as it was typed, `12.5` or `12.5 ECHO`, in the smallest unit; undefined for anything else. */
export const readAmount = (text: string): bigint | undefined => readDecimal(text.replace(SYMBOL, ''), TOKEN_DECIMALS)
