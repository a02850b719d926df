import { ss58Decode, Ss58Error } from '@echochain/codec'
import { keyName, MUSICAL_KEYS } from './musicalKeys.ts'

/** What a decoded value is to a reader, by its form and the name of its field. */
export type ShownValue =
  | { readonly type: 'nothing' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'truth'; readonly value: boolean }
  | { readonly type: 'address'; readonly address: string }
  | { readonly type: 'amount'; readonly amount: bigint }
  | { readonly type: 'hex'; readonly hex: string }
  | { readonly type: 'cid'; readonly hex: string }
  | { readonly type: 'time'; readonly timestampMs: number }
  /** A number with what it counts. */
  | { readonly type: 'measure'; readonly number: string; readonly unit: 'percent' | 'bpm' | 'seconds' | 'bytes' }
  | { readonly type: 'record'; readonly record: 'samples' | 'licences'; readonly id: number }
  | { readonly type: 'failure'; readonly code: string; readonly message: string }
  | { readonly type: 'call'; readonly call: string; readonly args: object }
  /** A variant that holds something. */
  | { readonly type: 'variant'; readonly name: string; readonly value: unknown }
  | { readonly type: 'list'; readonly items: readonly unknown[] }
  | { readonly type: 'fields'; readonly fields: readonly (readonly [name: string, value: unknown])[] }

const AMOUNTS = new Set(
  'amount value price max_price fee actual_fee tip burned treasury delivery_escrow deposit free reserved frozen'.split(
    ' ',
  ),
)
/** What people wrote is shown as they wrote it, whatever it looks like. */
const FREE_TEXT = new Set(['title', 'tags', 'details', 'format', 'remark'])
const RECORDS: Readonly<Record<string, 'samples' | 'licences'>> = { sample: 'samples', licence: 'licences' }

/** Tells what a value of the market's JSON is. `name` is the field it stands in, as the chain's metadata writes it. */
export function readValue(value: unknown, name = ''): ShownValue {
  if (value === null || value === undefined) return { type: 'nothing' }
  if (typeof value === 'boolean') return { type: 'truth', value }
  if (typeof value === 'number' || typeof value === 'bigint') return readNumber(String(value), name)
  if (typeof value === 'string') return readString(value, name)
  if (Array.isArray(value)) return value.length === 0 ? { type: 'nothing' } : { type: 'list', items: value }
  return readObject(value)
}

function readString(text: string, name: string): ShownValue {
  if (FREE_TEXT.has(name)) return { type: 'text', text }
  if (/^\d+$/.test(text)) return readNumber(text, name)
  if (/^0x([0-9a-f]{2})*$/.test(text)) return { type: name.endsWith('_cid') ? 'cid' : 'hex', hex: text }
  return isAddress(text) ? { type: 'address', address: text } : { type: 'text', text }
}

function readNumber(digits: string, name: string): ShownValue {
  if (AMOUNTS.has(name)) return { type: 'amount', amount: BigInt(digits) }
  if (name in RECORDS) return { type: 'record', record: RECORDS[name], id: Number(digits) }
  if (name === 'now') return { type: 'time', timestampMs: Number(digits) }
  if (name === 'basis_points') return { type: 'measure', number: decimal(digits, 2), unit: 'percent' }
  if (name === 'bpm')
    return digits === '0' ? { type: 'nothing' } : { type: 'measure', number: decimal(digits, 3), unit: 'bpm' }
  if (name === 'key' && MUSICAL_KEYS.includes(Number(digits))) return { type: 'text', text: keyName(Number(digits)) }
  if (name === 'duration_ms') return { type: 'measure', number: decimal(digits, 3), unit: 'seconds' }
  if (name === 'size') return { type: 'measure', number: digits, unit: 'bytes' }
  return { type: 'text', text: digits }
}

function readObject(value: object): ShownValue {
  if ('call' in value && 'args' in value && typeof value.call === 'string' && isObject(value.args))
    return { type: 'call', call: value.call, args: value.args }
  if ('code' in value && 'message' in value)
    return { type: 'failure', code: String(value.code), message: String(value.message) }
  if ('type' in value && typeof value.type === 'string') return readVariant(value.type, value)
  const fields = Object.entries(value)
  return fields.length === 0 ? { type: 'nothing' } : { type: 'fields', fields }
}

function readVariant(name: string, variant: object): ShownValue {
  const fields = Object.entries(variant).filter(([field]) => field !== 'type')
  if (fields.length === 0) return { type: 'text', text: name }
  // MultiAddress: of its forms only this one names an account here
  if (name === 'Id' && 'value' in variant) return readValue(variant.value)
  return { type: 'variant', name, value: 'value' in variant ? variant.value : Object.fromEntries(fields) }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function isAddress(text: string): boolean {
  try {
    return text.length > 30 && ss58Decode(text) !== undefined
  } catch (error) {
    if (error instanceof Ss58Error) return false
    throw error
  }
}

/** `12345` with three decimals: `12.345`, without trailing zeros. */
function decimal(digits: string, decimals: number): string {
  const padded = digits.padStart(decimals + 1, '0')
  const fraction = padded.slice(-decimals).replace(/0+$/, '')
  return padded.slice(0, -decimals) + (fraction && `.${fraction}`)
}

const ABBREVIATIONS: Readonly<Record<string, string>> = { bpm: 'BPM', cid: 'CID', ms: '' }

/** `max_price` as people write it: `Max price`. Units are said with the value. */
export function humanName(name: string): string {
  const words = name
    .split('_')
    .map((word) => ABBREVIATIONS[word] ?? word)
    .join(' ')
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
