import type { z } from 'zod'
import { invalidParams } from './RpcError.ts'
import type { Params, ParamValues } from './RpcMethod.ts'

/**
 * The parameters of a request, by position or by name, checked against their declaration. What comes after the last one
 * declared is refused unless it is null, which some clients add. Throws `RpcError` with code -32602.
 */
export function parseParams<P extends Params>(declared: P, sent: unknown): ParamValues<P> {
  const names = Object.keys(declared)
  const given = byName(names, sent)
  const values: Record<string, unknown> = {}
  for (const name of names) {
    const outcome = declared[name].safeParse(Object.hasOwn(given, name) ? given[name] : undefined)
    if (!outcome.success) throw invalidParams(describeIssue(name, outcome.error.issues[0]))
    values[name] = outcome.data
  }
  return values as ParamValues<P>
}

function byName(names: readonly string[], sent: unknown): Readonly<Record<string, unknown>> {
  if (sent === undefined || sent === null) return {}
  if (Array.isArray(sent)) {
    const surplus = sent.slice(names.length).some((value) => value !== null)
    if (surplus) throw invalidParams(`expected at most ${names.length}, got ${sent.length}`)
    return Object.fromEntries(names.map((name, at) => [name, sent[at]]))
  }
  if (typeof sent !== 'object') throw invalidParams('expected an array or an object')
  const unknown = Object.keys(sent).find((name) => !names.includes(name))
  if (unknown !== undefined) throw invalidParams(`there is no parameter "${unknown.slice(0, 40)}"`)
  return sent as Readonly<Record<string, unknown>>
}

const describeIssue = (name: string, { path, message }: z.core.$ZodIssue): string =>
  `${[name, ...path].join('.')}: ${message}`
