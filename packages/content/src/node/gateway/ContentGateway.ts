import { type DoorOptions, Doors, type Refusal } from '@echochain/doors'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ContentError } from '../../ContentError.ts'
import type { BlobStore } from '../store/BlobStore.ts'
import type { UploadDesk } from '../uploads/UploadDesk.ts'
import { serveUploads } from '../uploads/serveUploads.ts'
import { DEFAULT_GATEWAY_LIMITS, type GatewayLimits } from './GatewayLimits.ts'
import { sendError } from './sendJson.ts'
import { serveContent } from './serveContent.ts'
import { StreamSlots } from './StreamSlots.ts'

export const DEFAULT_GATEWAY_PORT = 8081

/** How long requests underway may go on when the gateway closes. */
const CLOSE_GRACE_MS = 2_000

export interface ContentGatewayOptions extends Omit<DoorOptions, 'token'> {
  readonly store: BlobStore
  /** Without it, nothing can be uploaded. */
  readonly uploads?: UploadDesk
  readonly limits?: Partial<GatewayLimits>
  /** Told what went wrong on this side: damage, a failing disk, a bug. */
  readonly onError?: (error: unknown) => void
}

/** Serves stored files over HTTP to anybody, and takes uploads from accounts. Listens on loopback unless told otherwise. */
export class ContentGateway {
  #options: ContentGatewayOptions
  #doors: Doors
  #limits: GatewayLimits
  #server: Server
  #transfers: StreamSlots
  #onError: (error: unknown) => void

  constructor(options: ContentGatewayOptions) {
    this.#options = options
    this.#doors = new Doors(options)
    this.#limits = { ...DEFAULT_GATEWAY_LIMITS, ...options.limits }
    this.#onError = options.onError ?? (() => {})
    this.#transfers = new StreamSlots(this.#limits.maxTransfers, this.#limits.maxTransfersPerClient)
    const { maxHeaderBytes, headersTimeoutMs, requestTimeoutMs, keepAliveTimeoutMs } = this.#limits
    this.#server = createServer(
      {
        maxHeaderSize: maxHeaderBytes,
        headersTimeout: headersTimeoutMs,
        requestTimeout: requestTimeoutMs,
        keepAliveTimeout: keepAliveTimeoutMs,
        connectionsCheckingInterval: Math.min(1000, headersTimeoutMs),
      },
      (request, response) => void this.#handle(request, response),
    )
    this.#server.maxConnections = this.#limits.maxConnections
    this.#server.setTimeout(this.#limits.stallTimeoutMs)
  }

  /** Port 0 takes a free one. Returns the address to reach the gateway at. Throws `PORT_TAKEN`. */
  async listen({ host = '127.0.0.1', port = DEFAULT_GATEWAY_PORT } = {}): Promise<string> {
    try {
      this.#server.listen(port, host)
      await once(this.#server, 'listening')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      const advice = 'choose another with --gateway-port'
      throw new ContentError('PORT_TAKEN', `Port ${port} on ${host} is taken; ${advice}`, { cause: error })
    }
    const { port: taken } = this.#server.address() as AddressInfo
    return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
  }

  /** Downloads and uploads underway. */
  get transfers(): number {
    return this.#transfers.taken
  }

  /** Takes no more requests, lets those underway go on for two seconds, then cuts them off. */
  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#server.close(() => resolve())
    this.#server.closeIdleConnections()
    const timer = setTimeout(() => this.#server.closeAllConnections(), CLOSE_GRACE_MS)
    await promise
    clearTimeout(timer)
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      setSafetyHeaders(response)
      expectLetIn(this.#doors.hostRefusal(request.headers))
      const url = URL.parse(request.url ?? '', 'http://localhost')
      if (!url) throw new ContentError('BAD_REQUEST', 'The address cannot be parsed')
      await this.#route(request, response, url)
    } catch (error) {
      sendError(response, error, this.#onError)
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, area] = url.pathname.split('/')
    if (area === 'uploads' && this.#options.uploads) {
      expectLetIn(this.#doors.originRefusal(request.headers))
      using _ = this.#transfers.take(clientOf(request))
      return await serveUploads(request, response, url, this.#options.uploads)
    }
    if (area !== 'ipfs') throw new ContentError('UNKNOWN_PATH', 'This server knows /ipfs/<CID> and /uploads')
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader(
      'Access-Control-Expose-Headers',
      'Content-Length, Content-Range, ETag, X-Ipfs-Path, X-Ipfs-Roots',
    )
    if (request.method === 'OPTIONS') return allowReading(response)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD, OPTIONS')
      throw new ContentError('BAD_METHOD', `Content can be read with GET and HEAD, not ${request.method}`)
    }
    using _ = this.#transfers.take(clientOf(request))
    await serveContent(request, response, url, {
      store: this.#options.store,
      stallTimeoutMs: this.#limits.stallTimeoutMs,
    })
  }
}

function expectLetIn(refusal: Refusal<'HOST_REFUSED' | 'ORIGIN_REFUSED'> | undefined): void {
  if (refusal) throw new ContentError(refusal.code, refusal.reason)
}

const clientOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? ''

/** Whatever was uploaded, no browser runs it, and other pages may embed it as audio. */
function setSafetyHeaders(response: ServerResponse): void {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  response.setHeader('Referrer-Policy', 'no-referrer')
}

/** The answer to a browser that asks whether a page may read content: any page may (fetch standard, CORS preflight). */
function allowReading(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, OPTIONS')
  response.setHeader('Access-Control-Allow-Headers', 'Accept, If-None-Match, If-Range, Range')
  response.setHeader('Access-Control-Max-Age', 86_400)
  response.writeHead(204).end()
}
