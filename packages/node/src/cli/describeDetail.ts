import { snakeCase } from '@echochain/frame'
import { formatEcho } from '@echochain/sdk'

const words = (name: string): string => snakeCase(name).replaceAll('_', ' ')

/** A detail of a demo step as rows of a table: amounts in ECHO, lists a row for each entry. */
export function describeDetail(name: string, value: unknown): (readonly [name: string, value: string])[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value))
    return value.map(
      (entry: { to: string; amount: bigint; role: string }) =>
        [entry.role.toLowerCase(), `${formatEcho(entry.amount)} to ${entry.to}`] as const,
    )
  if (typeof value === 'bigint') return [[words(name), formatEcho(value)]]
  return [[words(name), name === 'price' ? formatEcho(BigInt(String(value))) : String(value)]]
}
