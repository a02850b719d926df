import { request as httpRequest } from 'node:http'
import { onTestFinished } from 'vitest'
import { ContentGateway, type ContentGatewayOptions } from '../node/gateway/ContentGateway.ts'
import { MemoryBlobStore } from '../node/store/MemoryBlobStore.ts'
import { SMALL_LAYOUT } from './smallStore.ts'

export interface OpenGateway {
  readonly store: MemoryBlobStore
  readonly gateway: ContentGateway
  readonly base: string
  readonly errors: unknown[]
}

/** A gateway on a free port over a store in memory, closed when the test ends. */
export async function openGateway(options: Partial<ContentGatewayOptions> = {}): Promise<OpenGateway> {
  const store = new MemoryBlobStore({ layout: SMALL_LAYOUT })
  const errors: unknown[] = []
  const gateway = new ContentGateway({ store, onError: (error) => errors.push(error), ...options })
  const base = await gateway.listen({ port: 0 })
  onTestFinished(() => gateway.close())
  return { store, gateway, base, errors }
}

export interface RawAnswer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: Uint8Array
}

/** A request with headers `fetch` would not let through, such as Host. */
export function rawRequest(url: string, headers: Record<string, string>, method = 'GET'): Promise<RawAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>()
  const request = httpRequest(url, { method, headers, agent: false }, (response) => {
    const pieces: Uint8Array[] = []
    response.on('data', (piece: Uint8Array) => pieces.push(piece))
    response.on('error', reject)
    response.on('end', () => {
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: new Uint8Array(Buffer.concat(pieces)),
      })
    })
  })
  request.on('error', reject)
  request.end()
  return promise
}

export async function errorCode(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  return error.code
}
