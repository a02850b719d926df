import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { ContentError } from '../../ContentError.ts'
import { statusOf } from './statusOf.ts'

/** Answers with JSON that nobody may keep or take for something else. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  const body = new TextEncoder().encode(`${JSON.stringify(value)}\n`)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    ...headers,
  })
  response.end(body)
}

/** Answers with an error, `{"error": {"code", "message"}}`. What is not a ContentError is told to `onError` alone. */
export function sendError(response: ServerResponse, error: unknown, onError: (error: unknown) => void): void {
  const known = error instanceof ContentError
  const status = known ? statusOf(error.code) : 500
  if (status === 500) onError(error)
  // Too late for an error: an incomplete body is all the client can be told.
  if (response.headersSent) return void response.destroy()
  const { code, message } = known ? error : { code: 'INTERNAL', message: 'Something went wrong here; see the log' }
  const headers: OutgoingHttpHeaders = {}
  if (code === 'BUSY') headers['Retry-After'] = 5
  if (code === 'INTERRUPTED') headers.Connection = 'close'
  sendJson(response, status, { error: { code, message } }, headers)
}
