import type { Doors } from '@echochain/doors'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { RPC_ERROR, RpcError } from '../protocol/RpcError.ts'
import type { RpcLimits } from '../protocol/RpcLimits.ts'
import { type Dispatcher, errorAnswer } from '../protocol/Dispatcher.ts'
import { Session } from '../protocol/Session.ts'
import type { RpcNode } from '../RpcNode.ts'
import type { FairScheduler } from './FairScheduler.ts'
import { RequestDesk } from './RequestDesk.ts'
import type { RpcCounters } from './RpcStats.ts'

export interface HttpDeskParts {
  readonly node: RpcNode
  readonly doors: Doors
  readonly limits: RpcLimits
  readonly dispatcher: Dispatcher
  readonly scheduler: FairScheduler
  readonly counters: RpcCounters
  readonly nextNumber: () => number
}

/** JSON-RPC by HTTP POST, and whether the node is well by GET /health. Everything has passed the doors already. */
export class HttpDesk {
  readonly #parts: HttpDeskParts

  constructor(parts: HttpDeskParts) {
    this.#parts = parts
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    allowPage(response, request.headers.origin)
    if (request.method === 'POST') return this.#answerPost(request, response)
    if (request.method === 'OPTIONS') return allowAsking(response)
    const path = request.url?.split('?')[0]
    if (request.method === 'GET' && path === '/health') return this.#answerHealth(response)
    response.setHeader('Allow', 'POST, OPTIONS')
    sendText(
      response,
      405,
      'JSON-RPC takes POST with a JSON body, or a WebSocket; GET /health tells whether all is well',
    )
  }

  async #answerPost(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { limits, scheduler, counters, dispatcher, node, doors } = this.#parts
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return sendText(response, 415, 'Send JSON, with the header "Content-Type: application/json"')
    const body = await readBody(request, limits.maxMessageBytes)
    if (!body) {
      response.setHeader('Connection', 'close')
      const error = new RpcError(RPC_ERROR.MESSAGE_TOO_LARGE, `A message may have ${limits.maxMessageBytes} bytes`)
      return sendJson(response, 413, errorAnswer(null, error).text)
    }
    const isTrusted = doors.isTrusted(request.headers.authorization)
    const session = new Session({ number: this.#parts.nextNumber(), isTrusted, limits })
    let reply: string | undefined
    const lane = scheduler.createLane(() => false)
    const desk = new RequestDesk({
      session,
      dispatcher,
      lane,
      limits,
      counters,
      logger: node.logger,
      reply: (text) => (reply = text),
    })
    response.on('close', () => lane.clear())
    await desk.take(body.toString(), body.length)
    session.close()
    counters.sentBytesTotal += reply?.length ?? 0
    if (reply === undefined) response.writeHead(204).end()
    else sendJson(response, 200, reply)
  }

  #answerHealth(response: ServerResponse): void {
    const { peers, isSyncing, shouldHavePeers } = this.#parts.node.network()
    const isWell = !isSyncing && (peers > 0 || !shouldHavePeers)
    sendJson(response, isWell ? 200 : 503, JSON.stringify({ peers, isSyncing, shouldHavePeers }))
  }
}

/** The whole body, or undefined if it is longer than `limit`. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > limit) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts, length)
}

/** Fetch standard, CORS: the page at an origin that was let in may read the answer. */
function allowPage(response: ServerResponse, origin: string | undefined): void {
  response.setHeader('Vary', 'Origin')
  if (origin !== undefined) response.setHeader('Access-Control-Allow-Origin', origin)
}

function allowAsking(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'POST')
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type, Authorization')
  response.setHeader('Access-Control-Max-Age', 86_400)
  response.writeHead(204).end()
}

function sendJson(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(json)
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}
