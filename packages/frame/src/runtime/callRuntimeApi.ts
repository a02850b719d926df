import { ByteReader, type Codec, encode } from '@echochain/codec'
import { snakeCase } from '../module/names.ts'
import type { Context } from '../world/Context.ts'
import type { Runtime } from './defineRuntime.ts'
import type { RuntimeApiMethod } from './RuntimeApi.ts'

/** A call of a runtime API that the runtime does not have. */
export class RuntimeApiError extends Error {
  readonly code = 'UNKNOWN_RUNTIME_API'
}

/**
 * Answers `state_call`: `method` as in "AccountNonceApi_account_nonce", `args` the SCALE encoding of its arguments.
 * Decodes them strictly and returns the encoded answer. What the method writes to `ctx` is for the caller to drop.
 * @throws RuntimeApiError when the runtime has no such method.
 * @throws CodecError when `args` are not the encoding of its arguments.
 */
export function callRuntimeApi(runtime: Runtime, ctx: Context, method: string, args: Uint8Array): Uint8Array {
  const definition = findMethod(runtime, method)
  const input = new ByteReader(args)
  const values: Record<string, unknown> = {}
  for (const [name, codec] of Object.entries<Codec<unknown>>(definition.args)) values[name] = codec.read(input)
  input.expectEnd()
  return encode(definition.output, definition.run(ctx, values))
}

function findMethod(runtime: Runtime, method: string): RuntimeApiMethod {
  const separator = method.indexOf('_')
  const api = runtime.apis.find(({ name }) => name === method.slice(0, separator))
  const entry = Object.entries(api?.methods ?? {}).find(([name]) => snakeCase(name) === method.slice(separator + 1))
  if (!entry) throw new RuntimeApiError(`The runtime has no API method "${method.slice(0, 100)}"`)
  return entry[1]
}
