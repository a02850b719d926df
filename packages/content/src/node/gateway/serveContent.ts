// GET and HEAD /ipfs/<cid>: files with ranges, and single blocks as the trustless gateway specification wants them
// (https://specs.ipfs.tech/http-gateways/trustless-gateway/).
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Cid, cidCodec, parseCid } from '../../cid/Cid.ts'
import { ContentError } from '../../ContentError.ts'
import type { BlobStore, ByteRange } from '../store/BlobStore.ts'
import { AUDIO_HEAD_BYTES } from '../../audioContainer.ts'
import { audioType } from './audioType.ts'
import { contentDisposition } from './contentDisposition.ts'
import { isNotModified } from './isNotModified.ts'
import { parseRange } from './parseRange.ts'
import { sendBytes } from './sendBytes.ts'

const RAW_TYPE = 'application/vnd.ipld.raw'

/** What a CID names never changes. */
const FOREVER = 'public, max-age=29030400, immutable'

export interface ServeOptions {
  readonly store: BlobStore
  readonly stallTimeoutMs: number
}

/** Answers a request for `/ipfs/<cid>`. Throws the ContentError to answer with, as long as no header was sent. */
export async function serveContent(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  options: ServeOptions,
): Promise<void> {
  const [, , text, ...below] = url.pathname.split('/')
  if (below.some((part) => part !== ''))
    throw new ContentError('UNKNOWN_PATH', 'Content here is files, not directories')
  const cid = parseCid(text ?? '')
  const format = url.searchParams.get('format')
  if (format !== null && format !== 'raw')
    throw new ContentError('BAD_FORMAT', `This gateway knows format=raw and no format, not "${format}"`)
  const wantsBlock = format === 'raw' || request.headers.accept?.includes(RAW_TYPE)
  await (wantsBlock ? sendBlock : sendFile)(request, response, url, cid, options)
}

async function sendBlock(
  request: IncomingMessage,
  response: ServerResponse,
  _url: URL,
  cid: Cid,
  { store, stallTimeoutMs }: ServeOptions,
): Promise<void> {
  const etag = `"${cid}.raw"`
  if (isNotModified(request.headers['if-none-match'], etag)) return sendNotModified(response, etag)
  const block = await store.getBlock(cid)
  response.writeHead(200, {
    'Content-Type': RAW_TYPE,
    'Content-Length': block.length,
    'Content-Disposition': contentDisposition('attachment', `${cid}.bin`),
    'Cache-Control': FOREVER,
    ETag: etag,
    Vary: 'Accept',
  })
  await sendBody(request, response, onePiece(block), stallTimeoutMs)
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  cid: Cid,
  { store, stallTimeoutMs }: ServeOptions,
): Promise<void> {
  const etag = `"${cid}"`
  if (isNotModified(request.headers['if-none-match'], etag)) return sendNotModified(response, etag)
  const { size, read } = await openFile(store, cid)
  const ifRange = request.headers['if-range']
  const rangeHeader = ifRange === undefined || ifRange === etag ? request.headers.range : undefined
  const range = rangeOrFail(response, rangeHeader, size)
  const { start, end } = range ?? { start: 0, end: size }
  const isHead = request.method === 'HEAD'
  const head =
    isHead || start > 0 || end < Math.min(size, AUDIO_HEAD_BYTES)
      ? await firstPiece(read({ start: 0, end: Math.min(size, AUDIO_HEAD_BYTES) }))
      : undefined
  // The first piece is read and checked before the headers are sent: damage can then still be told.
  const { first, pieces } = isHead ? NOTHING : await begin(read({ start, end }))
  const type = audioType(head ?? first)
  response.writeHead(range ? 206 : 200, {
    'Content-Type': type,
    'Content-Length': end - start,
    'Content-Disposition': dispositionOf(url, cid),
    'Accept-Ranges': 'bytes',
    'Cache-Control': FOREVER,
    ETag: etag,
    Vary: 'Accept',
    'X-Ipfs-Path': `/ipfs/${cid}`,
    'X-Ipfs-Roots': cid,
    ...(range ? { 'Content-Range': `bytes ${start}-${end - 1}/${size}` } : {}),
  })
  await sendBody(request, response, pieces, stallTimeoutMs)
}

/** A stored file, or a leaf of one, whose bytes are a piece of file. */
async function openFile(
  store: BlobStore,
  cid: Cid,
): Promise<{ size: number; read: (range: ByteRange) => AsyncIterable<Uint8Array> }> {
  const description = await store.describe(cid)
  if (description) return { size: description.size, read: (range) => store.get(cid, range) }
  if (cidCodec(cid) === 'dag-pb') throw new ContentError('NOT_FOUND', `${cid} is not stored here`)
  const leaf = await store.getBlock(cid)
  return { size: leaf.length, read: ({ start, end }) => onePiece(leaf.subarray(start, end)) }
}

function rangeOrFail(response: ServerResponse, header: string | undefined, size: number): ByteRange | undefined {
  try {
    return parseRange(header, size)
  } catch (error) {
    response.setHeader('Content-Range', `bytes */${size}`)
    throw error
  }
}

function dispositionOf(url: URL, cid: Cid): string {
  const kind = url.searchParams.get('download') === 'true' ? 'attachment' : 'inline'
  return contentDisposition(kind, url.searchParams.get('filename') ?? cid)
}

function sendNotModified(response: ServerResponse, etag: string): void {
  response.writeHead(304, { ETag: etag, 'Cache-Control': FOREVER, Vary: 'Accept' }).end()
}

async function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  pieces: AsyncIterable<Uint8Array>,
  stallTimeoutMs: number,
): Promise<void> {
  if (request.method === 'HEAD') return void response.end()
  await sendBytes(response, pieces, stallTimeoutMs)
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes
}

async function firstPiece(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const piece of pieces) return piece
  return new Uint8Array(0)
}

interface Begun {
  readonly first: Uint8Array
  /** All pieces, the first among them. */
  readonly pieces: AsyncIterable<Uint8Array>
}

const NOTHING: Begun = { first: new Uint8Array(0), pieces: (async function* () {})() }

/** Fetches the first piece. */
async function begin(source: AsyncIterable<Uint8Array>): Promise<Begun> {
  const iterator = source[Symbol.asyncIterator]()
  const first = await iterator.next()
  async function* pieces(): AsyncGenerator<Uint8Array, void> {
    try {
      for (let piece = first; !piece.done; piece = await iterator.next()) yield piece.value
    } finally {
      await iterator.return?.()
    }
  }
  return { first: first.done ? new Uint8Array(0) : first.value, pieces: pieces() }
}
