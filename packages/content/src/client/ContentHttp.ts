import { ContentError, type ContentErrorCode } from '../ContentError.ts'
import { readStream } from './readStream.ts'

/** The part of `fetch` the client uses; the global one in browsers and Node. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** Most bytes of an error or description that are read. */
const MAX_JSON_BYTES = 64 * 1024

/** A request that must succeed; what the server answered instead comes out as a ContentError with the server's code. */
export async function request(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new ContentError('GATEWAY_FAILED', `Cannot reach ${url}: ${(cause as Error).message}`, { cause })
  }
  if (!response.ok) throw await errorOf(response, url)
  return response
}

async function errorOf(response: Response, url: string): Promise<ContentError> {
  const fallback = `${url} answered ${response.status} ${response.statusText}`
  try {
    const { error } = (await readJson(response)) as { error: { code: ContentErrorCode; message: string } }
    if (typeof error.code === 'string' && error.code !== ('INTERNAL' as string))
      return new ContentError(error.code, `${error.message} (${new URL(url).host})`)
  } catch {
    // Not one of our gateways: its own words would not help.
  }
  return new ContentError(response.status === 404 ? 'NOT_FOUND' : 'GATEWAY_FAILED', fallback)
}

/** The JSON of an answer. Throws `GATEWAY_FAILED`. */
export async function readJson(response: Response): Promise<unknown> {
  const bytes = await readBody(response, MAX_JSON_BYTES)
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new ContentError('GATEWAY_FAILED', `${response.url} did not answer with JSON`, { cause })
  }
}

/** The body of an answer, which must not exceed `maxBytes`. Throws `TOO_LARGE`, `GATEWAY_FAILED`. */
export async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of readStream(response.body)) {
      length += piece.length
      if (length > maxBytes) throw new ContentError('TOO_LARGE', `${response.url} sent more than ${maxBytes} bytes`)
      pieces.push(piece)
    }
  } catch (cause) {
    if (cause instanceof ContentError) throw cause
    throw new ContentError('GATEWAY_FAILED', `${response.url} broke off: ${(cause as Error).message}`, { cause })
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
