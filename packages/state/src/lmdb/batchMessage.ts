// A batch of operations in one piece of memory, to be handed to the worker without copying small arrays one by one:
// u8 kind, u8 number of the table, then for each of two byte strings its u32 length and bytes.
import type { KvOperation } from '../kv/KvStore.ts'

const PUT = 0
const DELETE = 1
const DELETE_RANGE = 2
const NONE = new Uint8Array(0)

export interface BatchMessage {
  readonly tables: readonly string[]
  readonly operations: Uint8Array<ArrayBuffer>
}

/** The two byte strings of an operation. In a range, an empty one is no bound. */
function partsOf(operation: KvOperation): [kind: number, Uint8Array, Uint8Array] {
  if (!('key' in operation)) return [DELETE_RANGE, operation.gte ?? NONE, operation.lt ?? NONE]
  return operation.value === undefined ? [DELETE, operation.key, NONE] : [PUT, operation.key, operation.value]
}

export function encodeBatch(batch: readonly KvOperation[]): BatchMessage {
  const tables = [...new Set(batch.map(({ table }) => table))]
  let size = 0
  for (const operation of batch) {
    const [, first, second] = partsOf(operation)
    size += 10 + first.length + second.length
  }
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const operation of batch) {
    const [kind, first, second] = partsOf(operation)
    bytes[at++] = kind
    bytes[at++] = tables.indexOf(operation.table)
    for (const part of [first, second]) {
      view.setUint32(at, part.length)
      bytes.set(part, at + 4)
      at += 4 + part.length
    }
  }
  return { tables, operations: bytes }
}

/** The operations, their keys and values as views into the message. */
export function* decodeBatch({ tables, operations: bytes }: BatchMessage): Generator<KvOperation> {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let at = 0; at < bytes.length;) {
    const kind = bytes[at]
    const table = tables[bytes[at + 1]]
    const key = bytes.subarray(at + 6, at + 6 + view.getUint32(at + 2))
    at += 6 + key.length
    const value = bytes.subarray(at + 4, at + 4 + view.getUint32(at))
    at += 4 + value.length
    if (kind === PUT) yield { table, key, value }
    else if (kind === DELETE) yield { table, key, value: undefined }
    else yield { table, gte: orNone(key), lt: orNone(value) }
  }
}

const orNone = (bound: Uint8Array): Uint8Array | undefined => (bound.length === 0 ? undefined : bound)
