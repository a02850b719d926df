// Uploads over HTTP, in the words of the tus protocol (https://tus.io/protocols/resumable-upload, version 1.0.0) where
// they fit: POST /uploads opens one with a signed order, PATCH appends, HEAD asks for the offset, DELETE gives up. GET
// tells the same as JSON, with the description of the content once it is stored.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ContentError } from '../../ContentError.ts'
import { sendJson } from '../gateway/sendJson.ts'
import { parseUploadOrder } from './parseUploadOrder.ts'
import type { UploadDesk, UploadState } from './UploadDesk.ts'

/** Of 50 files, each with 100 bytes. */
const MAX_ORDER_BYTES = 8192
const APPEND_TYPE = 'application/offset+octet-stream'
const TUS_VERSION = '1.0.0'

/** A body that is not read to its end must not take the connection along: the answer has yet to go out. */
const KEEP_OPEN = { destroyOnReturn: false }

type Serve = (request: IncomingMessage, response: ServerResponse, desk: UploadDesk, id: string) => Promise<void>

const COLLECTION: Record<string, Serve> = { OPTIONS: serveOptions, POST: createUpload }
const MEMBER: Record<string, Serve> = {
  OPTIONS: serveOptions,
  HEAD: serveOffset,
  GET: serveState,
  PATCH: appendBytes,
  DELETE: cancelUpload,
}

/** Answers a request for `/uploads` or `/uploads/<id>`. Throws the ContentError to answer with. */
export async function serveUploads(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  desk: UploadDesk,
): Promise<void> {
  const [, , id = '', ...below] = url.pathname.split('/')
  if (below.length > 0) throw new ContentError('UNKNOWN_PATH', 'Uploads are at /uploads and /uploads/<id>')
  setHeaders(request, response, desk)
  const methods = id === '' ? COLLECTION : MEMBER
  const serve = methods[request.method ?? '']
  if (!serve) {
    response.setHeader('Allow', Object.keys(methods).join(', '))
    throw new ContentError('BAD_METHOD', `Use ${Object.keys(methods).join(', ')} here, not ${request.method}`)
  }
  await serve(request, response, desk, id)
}

function setHeaders(request: IncomingMessage, response: ServerResponse, desk: UploadDesk): void {
  response.setHeader('Tus-Resumable', TUS_VERSION)
  response.setHeader('Tus-Version', TUS_VERSION)
  response.setHeader('Tus-Extension', 'creation,expiration,termination')
  response.setHeader('Tus-Max-Size', desk.quota.maxFileBytes)
  response.setHeader('Cache-Control', 'no-store')
  const { origin } = request.headers
  if (origin === undefined) return
  response.setHeader('Vary', 'Origin')
  response.setHeader('Access-Control-Allow-Origin', origin)
  response.setHeader('Access-Control-Expose-Headers', 'Location, Upload-Expires, Upload-Length, Upload-Offset')
}

async function serveOptions(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers['access-control-request-method']) {
    response.setHeader('Access-Control-Allow-Methods', Object.keys({ ...COLLECTION, ...MEMBER }).join(', '))
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Tus-Resumable, Upload-Offset')
    response.setHeader('Access-Control-Max-Age', 600)
  }
  response.writeHead(204).end()
}

async function createUpload(request: IncomingMessage, response: ServerResponse, desk: UploadDesk): Promise<void> {
  demandType(request, 'application/json')
  const { token, ...state } = await desk.create(parseUploadOrder(await readJson(request)))
  const location = `/uploads/${state.id}`
  sendJson(response, 201, { ...state, token, location }, { ...stateHeaders(state), Location: location })
}

async function serveOffset(
  request: IncomingMessage,
  response: ServerResponse,
  desk: UploadDesk,
  id: string,
): Promise<void> {
  response.writeHead(200, stateHeaders(await desk.state(id, tokenOf(request)))).end()
}

async function serveState(
  request: IncomingMessage,
  response: ServerResponse,
  desk: UploadDesk,
  id: string,
): Promise<void> {
  const state = await desk.state(id, tokenOf(request))
  sendJson(response, 200, state, stateHeaders(state))
}

async function appendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  desk: UploadDesk,
  id: string,
): Promise<void> {
  demandType(request, APPEND_TYPE)
  const offset = request.headers['upload-offset']
  if (typeof offset !== 'string' || !/^\d{1,15}$/.test(offset))
    throw new ContentError('BAD_REQUEST', 'Send the header Upload-Offset: where the bytes belong')
  const state = await desk.append(id, tokenOf(request), Number(offset), bodyOf(request))
  if (state.content) sendJson(response, 200, state.content, stateHeaders(state))
  else response.writeHead(204, stateHeaders(state)).end()
}

async function cancelUpload(
  request: IncomingMessage,
  response: ServerResponse,
  desk: UploadDesk,
  id: string,
): Promise<void> {
  await desk.cancel(id, tokenOf(request))
  response.writeHead(204).end()
}

const stateHeaders = ({ offset, size, expires }: UploadState) => ({
  'Upload-Offset': offset,
  'Upload-Length': size,
  'Upload-Expires': new Date(expires).toUTCString(),
})

const tokenOf = (request: IncomingMessage): string => {
  const token = request.headers.authorization?.match(/^Bearer ([\w-]{1,100})$/)?.[1]
  if (token === undefined)
    throw new ContentError(
      'NOT_ALLOWED',
      'Send the header Authorization: Bearer <token>, with the token the upload came with',
    )
  return token
}

function demandType(request: IncomingMessage, type: string): void {
  if (request.headers['content-type']?.split(';')[0].trim() !== type)
    throw new ContentError('BAD_REQUEST', `Send the header Content-Type: ${type}`)
}

/** The body as long as it comes; a connection that ends early ends it like any other. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const piece of request.iterator(KEEP_OPEN)) yield piece as Uint8Array
  } catch {
    // What came counts: the client continues from there.
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bodyOf(request)) {
    length += piece.length
    if (length > MAX_ORDER_BYTES) throw new ContentError('TOO_LARGE', `An order has at most ${MAX_ORDER_BYTES} bytes`)
    pieces.push(piece)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)))
  } catch (cause) {
    throw new ContentError('BAD_REQUEST', 'The order is not JSON', { cause })
  }
}
