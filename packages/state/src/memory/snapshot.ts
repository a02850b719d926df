// A snapshot is gzip of {"format": "echochain-snapshot-1", "sha256": …, "tables": {name: [[key, value], …]}} with keys
// and values as hexadecimal text; the checksum is that of the JSON text of "tables".
import { fromHex, sha256, toHex, utf8 } from '@echochain/codec'
import type { KvEntry } from '../kv/KvStore.ts'
import { StateError } from '../StateError.ts'

const FORMAT = 'echochain-snapshot-1'

type Tables = Record<string, [string, string][]>

export function encodeSnapshot(tables: readonly (readonly [string, Iterable<KvEntry>])[]): Promise<Uint8Array> {
  const content: Tables = {}
  for (const [name, entries] of tables)
    content[name] = Array.from(entries, ([key, value]) => [toHex(key), toHex(value)])
  return gzip(utf8(JSON.stringify({ format: FORMAT, sha256: checksum(content), tables: content })))
}

export async function decodeSnapshot(bytes: Uint8Array, maxBytes: number): Promise<[string, KvEntry[]][]> {
  const { format, sha256, tables } = parse(await gunzip(bytes, maxBytes))
  if (format !== FORMAT)
    throw new StateError('WRONG_FORMAT', `This is no snapshot of the format ${FORMAT}, but ${JSON.stringify(format)}`)
  if (typeof tables !== 'object' || tables === null || sha256 !== checksum(tables))
    throw new StateError('BAD_SNAPSHOT', 'The checksum of the snapshot does not match: it is damaged')
  try {
    return Object.entries(tables as Tables).map(([name, entries]) => [
      name,
      entries.map(([key, value]): KvEntry => [fromHex(key), fromHex(value)]),
    ])
  } catch (cause) {
    throw new StateError('BAD_SNAPSHOT', 'The tables of the snapshot are not pairs of hexadecimal texts', { cause })
  }
}

const checksum = (tables: object): string => toHex(sha256(utf8(JSON.stringify(tables))))

function parse(bytes: Uint8Array): { format?: unknown; sha256?: unknown; tables?: unknown } {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value === 'object' && value !== null) return value
  } catch (cause) {
    throw new StateError('BAD_SNAPSHOT', 'The snapshot does not hold JSON', { cause })
  }
  throw new StateError('BAD_SNAPSHOT', 'The snapshot does not hold a JSON object')
}

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes as Uint8Array<ArrayBuffer>)
      controller.close()
    },
  })

const gzip = (bytes: Uint8Array): Promise<Uint8Array> =>
  collect(streamOf(bytes).pipeThrough(new CompressionStream('gzip')), Infinity)

async function gunzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  try {
    return await collect(streamOf(bytes).pipeThrough(new DecompressionStream('gzip')), maxBytes)
  } catch (cause) {
    if (cause instanceof StateError) throw cause
    throw new StateError('BAD_SNAPSHOT', 'The snapshot is not gzip, or cut off', { cause })
  }
}

async function collect(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > maxBytes) throw new StateError('BAD_SNAPSHOT', `The snapshot unpacks to more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
