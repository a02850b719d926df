import { AccountId, ss58Encode, u128 } from '@echochain/codec'
import { type EventDefinition, type Runtime, snakeCase } from '@echochain/frame'
import { DEV_NAMES, devAccount } from '@echochain/runtime'
import { type ChainEvent, formatEcho } from '@echochain/sdk'

const SCHEMES = ['sr25519', 'ed25519', 'ecdsa'] as const

/** Development accounts by their addresses: those of sr25519 by name alone. */
const DEV_ACCOUNTS: ReadonlyMap<string, string> = new Map(
  DEV_NAMES.flatMap((name) =>
    SCHEMES.map((scheme) => [
      ss58Encode(devAccount(name, scheme)),
      scheme === 'sr25519' ? `//${name}` : `//${name} (${scheme})`,
    ]),
  ),
)

/**
 * An event in words, as far as the runtime declares it: its name, and what it says, amounts in ECHO and accounts by
 * name, `own` as "this account".
 */
export function describeEvent(
  { modules }: Runtime,
  { name, data }: Pick<ChainEvent, 'name' | 'data'>,
  own: string,
): string {
  const events = modules.flatMap((module) => Object.values<EventDefinition>(module.events ?? {}))
  const fields = events.find(({ path }) => path === name)?.fields ?? {}
  const codecs = new Map(Object.entries(fields).map(([field, codec]) => [snakeCase(field), codec]))
  const parts = Object.entries((data ?? {}) as Record<string, unknown>).map(([field, value]) => {
    const words = field.replaceAll('_', ' ')
    const codec = codecs.get(field)
    if (codec === u128) return `${words} ${formatEcho(BigInt(value as string))}`
    if (codec === AccountId) return `${words} ${nameOf(value as string, own)}`
    return value === null ? '' : `${words} ${textOf(value)}`
  })
  return [name.padEnd(34), parts.filter((part) => part !== '').join(', ')].join(' ').trimEnd()
}

const nameOf = (address: string, own: string): string =>
  address === own ? 'this account' : (DEV_ACCOUNTS.get(address) ?? address)

/** Variants by their name: `{ type: 'Upstream', value: 3 }` is "Upstream 3". */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { type, value: inner, ...rest } = value as Record<string, unknown>
  if (typeof type !== 'string' || Object.keys(rest).length > 0) return JSON.stringify(value)
  return inner == null ? type : `${type} ${textOf(inner)}`
}
