import { Agent, request } from 'node:http'

export interface HttpAnswer {
  readonly status: number
  readonly body: Uint8Array
}

/** A client that sends whatever method, path and headers it is told, over connections that stay. */
export class HttpLine {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 })
  readonly #port: number

  constructor(port: number) {
    this.#port = port
  }

  /** Undefined where the request itself cannot be sent, or the server cut the line. */
  ask(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: Uint8Array,
  ): Promise<HttpAnswer | undefined> {
    const { promise, resolve } = Promise.withResolvers<HttpAnswer | undefined>()
    try {
      const sent = request({ host: '127.0.0.1', port: this.#port, method, path, headers, agent: this.#agent })
      sent.on('error', () => resolve(undefined))
      sent.on('response', (response) => {
        const pieces: Uint8Array[] = []
        response.on('data', (piece: Uint8Array) => pieces.push(piece))
        response.on('error', () => resolve(undefined))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces) }))
      })
      sent.end(body)
    } catch {
      resolve(undefined) // a method or header that HTTP does not allow: nothing was sent
    }
    return promise
  }

  close(): void {
    this.#agent.destroy()
  }
}
