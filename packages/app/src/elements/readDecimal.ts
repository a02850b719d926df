const DECIMAL = /^(\d{1,15})(?:\.(\d+))?$/

/**
 * A number as it was typed, in units of its last decimal place: `12.5` with two decimals is 1250. Undefined for anything
 * else. A comma is never read: half the world writes 12,5 and the other half 1,000, and money is not guessed.
 */
export function readDecimal(text: string, decimals: number): bigint | undefined {
  const match = DECIMAL.exec(text.trim())
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > decimals) return undefined
  return BigInt(match[1] + fraction.padEnd(decimals, '0'))
}
