import { type Hash, type Hex, utf8 } from '@echochain/codec'
import type { ContentDescription } from '../ContentDescription.ts'
import { ContentError } from '../ContentError.ts'
import { ContentHasher } from '../ContentHasher.ts'
import { type OrderedFile, uploadMessage, type UploadOrder } from '../upload/UploadOrder.ts'
import { type Fetch, readJson, request } from './ContentHttp.ts'
import { readStream } from './readStream.ts'

/** What continues an upload, in another process too. Whoever has it can only append to this one upload. */
export interface UploadSession {
  readonly url: string
  readonly token: string
}

export interface UploadContentOptions {
  /** SS58 address of the account. */
  readonly account: string
  /** Signs the text as UTF-8, plainly or wrapped in `<Bytes>…</Bytes>`; gives the MultiSignature as hexadecimal. */
  readonly sign: (message: string, bytes: Uint8Array) => Hex | Promise<Hex>
  readonly genesisHash: Hash
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number
  /** What the file is, if its bytes were read before, such as in a worker; else it is hashed first. */
  readonly description?: ContentDescription
  /** An upload begun before; no new order is signed. */
  readonly resume?: UploadSession
  /** Called once the server has opened the upload: keep the session to be able to resume. */
  readonly onSession?: (session: UploadSession) => void
  /** Called with the bytes the server has, after each part. */
  readonly onProgress?: (bytes: number, size: number) => void
  readonly signal?: AbortSignal
  readonly fetch?: Fetch
  /** Bytes sent in one request. Default 8 MiB. */
  readonly partBytes?: number
  /** Times a part may fail without progress before the upload does. Default 5. */
  readonly retries?: number
  /** Waits before another try. Default real time. */
  readonly wait?: (ms: number) => Promise<void>
}

const ORDER_VALID_MS = 30 * 60 * 1000
const DEFAULT_PART_BYTES = 8 * 1024 * 1024
const FIRST_WAIT_MS = 500
const APPEND_TYPE = 'application/offset+octet-stream'

const realWait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Uploads a file to a gateway: hashes it, has the account sign the order, sends it part by part, goes on after a broken
 * connection where the server is, and compares what the server stored with its own hashes. Throws ContentError.
 */
export async function uploadContent(
  gateway: string,
  file: Blob,
  options: UploadContentOptions,
): Promise<ContentDescription> {
  const description = options.description ?? (await describeBlob(file, options))
  const session = options.resume ?? (await openUpload(gateway, description, options))
  if (!options.resume) options.onSession?.(session)
  const stored = await sendParts(session, file, options)
  if (stored.cid !== description.cid)
    throw new ContentError('WRONG_CID', `${gateway} stored ${stored.cid}, not ${description.cid}`)
  return description
}

/** CID and hashes of a file in a browser or of one read by Node, a chunk at a time. */
export async function describeBlob(
  file: Blob,
  { signal, onRead }: { readonly signal?: AbortSignal; readonly onRead?: (bytes: number) => void } = {},
): Promise<ContentDescription> {
  const hasher = new ContentHasher()
  let read = 0
  for await (const piece of readStream(file.stream())) {
    signal?.throwIfAborted()
    hasher.update(piece)
    onRead?.((read += piece.length))
  }
  return hasher.finish()
}

type OpenOptions = Pick<UploadContentOptions, 'account' | 'sign' | 'genesisHash' | 'now' | 'signal' | 'fetch'>

async function openUpload(
  gateway: string,
  description: ContentDescription,
  options: OpenOptions,
): Promise<UploadSession> {
  const [session] = await openUploads(gateway, [description], options)
  if (session instanceof ContentError) throw session
  return session
}

/**
 * Has the account sign one order for up to 50 files and opens an upload for each: what `uploadContent` resumes. A file
 * that the server refuses has the reason in its place. Throws what `sign` throws.
 */
export async function openUploads(
  gateway: string,
  files: readonly ContentDescription[],
  { account, sign, genesisHash, now = Date.now, signal, fetch = globalThis.fetch }: OpenOptions,
): Promise<(UploadSession | ContentError)[]> {
  const ordered = files.map(({ size, plainHash }): OrderedFile => ({ size, sha256: plainHash }))
  const all = ordered.length === 1 ? {} : { files: ordered }
  const common = { ...all, account, genesisHash, expires: now() + ORDER_VALID_MS }
  const message = uploadMessage({ ...common, ...ordered[0] })
  const signature = await sign(message, utf8(message))
  const base = gateway.replace(/\/$/, '')
  const opened: (UploadSession | ContentError)[] = []
  for (const file of ordered) opened.push(await open({ ...common, ...file }).catch(asRefusal))
  return opened

  async function open(order: UploadOrder): Promise<UploadSession> {
    const body = JSON.stringify({ ...order, signature })
    const headers = { 'Content-Type': 'application/json' }
    const response = await request(fetch, `${base}/uploads`, { method: 'POST', headers, body, signal })
    const { location, token } = (await readJson(response)) as { location: string; token: string }
    return { url: base + location, token }
  }
}

function asRefusal(error: unknown): ContentError {
  if (error instanceof ContentError) return error
  throw error
}

/** Sends what the server does not have. */
async function sendParts(
  session: UploadSession,
  file: Blob,
  options: UploadContentOptions,
): Promise<ContentDescription> {
  const { retries = 5, wait = realWait, onProgress } = options
  let failures = 0
  let best = -1
  for (;;) {
    try {
      const { offset, content } = await askState(session, options)
      if (content) return content
      if (offset > best) failures = 0
      best = Math.max(best, offset)
      onProgress?.(offset, file.size)
      const done = await sendFrom(session, file, offset, options)
      onProgress?.(file.size, file.size)
      return done
    } catch (error) {
      if (!isPassing(error) || failures >= retries) throw error
      await wait(FIRST_WAIT_MS * 2 ** failures++)
    }
  }
}

/** Whether trying again may help. */
const isPassing = (error: unknown): boolean =>
  error instanceof ContentError && ['GATEWAY_FAILED', 'WRONG_OFFSET', 'INTERRUPTED', 'BUSY'].includes(error.code)

async function askState(
  { url, token }: UploadSession,
  { signal, fetch = globalThis.fetch }: UploadContentOptions,
): Promise<{ offset: number; content?: ContentDescription }> {
  const response = await request(fetch, url, { headers: { Authorization: `Bearer ${token}` }, signal })
  return (await readJson(response)) as { offset: number; content?: ContentDescription }
}

async function sendFrom(
  { url, token }: UploadSession,
  file: Blob,
  from: number,
  options: UploadContentOptions,
): Promise<ContentDescription> {
  const { signal, fetch = globalThis.fetch, partBytes = DEFAULT_PART_BYTES, onProgress } = options
  for (let offset = from; ;) {
    const part = file.slice(offset, offset + partBytes)
    const response = await request(fetch, url, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': APPEND_TYPE, 'Upload-Offset': String(offset) },
      body: part,
      signal,
    })
    if (response.status === 200) return (await readJson(response)) as ContentDescription
    await response.body?.cancel()
    offset += part.size
    if (part.size === 0) throw new ContentError('GATEWAY_FAILED', `${url} has the whole file but did not store it`)
    onProgress?.(offset, file.size)
  }
}
