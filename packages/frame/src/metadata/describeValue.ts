import { type AccountId, toHex, type TypeDescription, type VariantDescription } from '@echochain/codec'
import type { DispatchErrorValue } from '../dispatch/DispatchError.ts'
import type { CallDefinition, RuntimeCall } from '../module/declarations.ts'
import { snakeCase } from '../module/names.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** What a value meets on its way to JSON. */
export interface Describing {
  /** How an account is shown; called once for each account in the value. */
  address(account: AccountId): string
  /** How the reason of a failed call is shown; as its fields, if this is not given. */
  failure?(error: DispatchErrorValue): { readonly code: string; readonly message: string }
}

/**
 * A decoded value as JSON, by the description of its type: accounts as SS58, bytes as hexadecimal text, whole numbers
 * over 32 bits as decimal text, fields by the names that clients know from the metadata.
 */
export function describeValue(type: TypeDescription, value: unknown, by: Describing): JsonValue {
  if (value === undefined) return null
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return toHex(value)
  if (isCall(value)) return describeCall(value, by)
  switch (type.kind) {
    case 'lazy':
      return describeValue(type.get(), value, by)
    case 'compact':
      return describeValue(type.of, value, by)
    case 'sequence':
    case 'array':
      return Array.isArray(value) ? value.map((item) => describeValue(type.of, item, by)) : plain(value)
    case 'tuple':
      return Array.isArray(value) ? value.map((item, at) => describeValue(type.items[at], item, by)) : plain(value)
    case 'composite':
      return describeComposite(type, value, by)
    case 'variant':
      return describeVariant(type, value, by)
    case 'primitive':
      return plain(value)
  }
}

/** Named values as an object; types by name. */
export function describeFields(
  types: Readonly<Record<string, { readonly type: TypeDescription }>>,
  values: Readonly<Record<string, unknown>>,
  by: Describing,
): { readonly [name: string]: JsonValue } {
  const described: Record<string, JsonValue> = {}
  for (const name in types) described[snakeCase(name)] = describeValue(types[name].type, values[name], by)
  return described
}

/** `{ call: 'Balances.transfer_keep_alive', args: {…} }` */
export const describeCall = ({ call, args }: RuntimeCall, by: Describing): JsonValue => ({
  call: call.path,
  args: describeFields((call as CallDefinition).args, args, by),
})

const isCall = (value: unknown): value is RuntimeCall =>
  typeof value === 'object' && value !== null && 'call' in value && 'args' in value

/** Text, numbers and truth values stand for themselves, and so does what a codec maps to something else than its type. */
const plain = (value: unknown): JsonValue => value as JsonValue

function describeComposite(
  { path, fields }: Extract<TypeDescription, { kind: 'composite' }>,
  value: unknown,
  by: Describing,
): JsonValue {
  if (path.at(-1) === 'AccountId32') return by.address(value as AccountId)
  if (typeof value !== 'object' || value === null) return plain(value)
  const described: Record<string, JsonValue> = {}
  for (const { name, type } of fields)
    if (name !== undefined) described[snakeCase(name)] = describeValue(type, (value as any)[name], by)
  return described
}

function describeVariant({ path, variants }: VariantDescription, value: unknown, by: Describing): JsonValue {
  if (path.at(-1) === 'DispatchError' && by.failure) return { ...by.failure(value as DispatchErrorValue) }
  if (path[0] === 'Option') return describeValue(variants[1].fields[0].type, value, by)
  if (typeof value !== 'object' || value === null) return plain(value)
  if ('ok' in value) {
    const { ok, value: held, error } = value as { ok: boolean; value?: unknown; error?: unknown }
    const [{ type }] = variants[ok ? 0 : 1].fields
    return ok ? { ok: describeValue(type, held, by) } : { error: describeValue(type, error, by) }
  }
  const { type: name, value: held } = value as { type: string; value?: unknown }
  const fields = variants.find((variant) => variant.name === name)?.fields ?? []
  if (fields.length === 0) return { type: name }
  return { type: name, value: describePayload(fields, held, by) }
}

function describePayload(fields: VariantDescription['variants'][number]['fields'], held: unknown, by: Describing) {
  if (fields.length === 1 && fields[0].name === undefined) return describeValue(fields[0].type, held, by)
  return describeComposite({ kind: 'composite', path: [], fields }, held, by)
}
