import { isNestedDeeper } from './isNestedDeeper.ts'
import { RPC_ERROR, RpcError } from './RpcError.ts'

/** A batch of storage queries has six levels. */
const MAX_NESTING = 64

export type RpcId = string | number | null

/** A request as it came, its method and parameters not looked at yet. */
export interface RpcRequest {
  readonly id: RpcId
  readonly method: string
  readonly params: unknown
}

/** Something in the place of a request that is none; `id` as far as it can be made out. */
export interface BadRequest {
  readonly id: RpcId
  readonly error: RpcError
}

export interface RpcMessage {
  readonly isBatch: boolean
  readonly requests: readonly (RpcRequest | BadRequest)[]
}

/**
 * The requests in a message (JSON-RPC 2.0). Notifications are left out: nothing here is worth asking without wanting
 * the answer. Throws `RpcError` for what has no requests at all.
 */
export function parseMessage(text: string, maxBatch: number): RpcMessage {
  if (isNestedDeeper(text, MAX_NESTING))
    throw new RpcError(RPC_ERROR.INVALID_REQUEST, `Invalid request: nested more than ${MAX_NESTING} levels deep`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new RpcError(RPC_ERROR.PARSE, 'Parse error: this is not JSON')
  }
  if (!Array.isArray(value)) return { isBatch: false, requests: parseRequest(value) }
  if (value.length === 0) throw new RpcError(RPC_ERROR.INVALID_REQUEST, 'Invalid request: an empty batch')
  if (value.length > maxBatch)
    throw new RpcError(RPC_ERROR.BATCH_TOO_LARGE, `A batch may have ${maxBatch} requests, this one has ${value.length}`)
  return { isBatch: true, requests: value.flatMap(parseRequest) }
}

function parseRequest(value: unknown): (RpcRequest | BadRequest)[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [bad(null, 'expected an object')]
  const { jsonrpc, id, method, params } = value as Readonly<Record<string, unknown>>
  const known = typeof id === 'string' || typeof id === 'number' || id === null
  if (jsonrpc !== '2.0') return [bad(known ? id : null, 'expected "jsonrpc": "2.0"')]
  if (typeof method !== 'string') return [bad(known ? id : null, 'expected the name of a method')]
  if (id === undefined) return []
  return [known ? { id, method, params } : bad(null, 'an id is a string, a number or null')]
}

const bad = (id: RpcId, problem: string): BadRequest => ({
  id,
  error: new RpcError(RPC_ERROR.INVALID_REQUEST, `Invalid request: ${problem}`),
})
