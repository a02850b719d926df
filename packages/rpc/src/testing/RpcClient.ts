import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'

export interface Reply {
  readonly id: unknown
  readonly result?: any
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

interface Notification {
  readonly method: string
  readonly params: { readonly subscription: string; readonly result: any }
}

/** A bare client: says exactly what the test wants, and keeps everything it hears. */
export class RpcClient {
  readonly socket: WebSocket
  readonly notifications: Notification[] = []
  /** Every message, in the order in which they came. */
  readonly heard: any[] = []
  readonly #waiting = new Set<{
    readonly matches: (message: any) => boolean
    readonly resolve: (message: any) => void
  }>()
  #ids = 0

  static async connect(url: string, options: ClientOptions = {}): Promise<RpcClient> {
    const socket = new WebSocket(url, options)
    const client = new RpcClient(socket)
    await once(socket, 'open')
    return client
  }

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => {
      const message = JSON.parse(String(data))
      this.heard.push(message)
      if (message.method) this.notifications.push(message)
      for (const waiter of this.#waiting)
        if (waiter.matches(message)) {
          this.#waiting.delete(waiter)
          waiter.resolve(message)
        }
    })
  }

  /** Sends a text as it is and waits for the next message. */
  async sendText(text: string): Promise<any> {
    const answer = this.next(() => true)
    this.socket.send(text)
    return answer
  }

  async request(method: string, params?: unknown): Promise<Reply> {
    const id = ++this.#ids
    const answer = this.next((message) => message.id === id)
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return answer
  }

  /** The result of a request. Throws when it is an error. */
  async call(method: string, ...params: unknown[]): Promise<any> {
    const { result, error } = await this.request(method, params)
    if (error) throw new Error(`${error.code}: ${error.message}`)
    return result
  }

  /** The code of the error a request is answered with. */
  async errorCode(method: string, ...params: unknown[]): Promise<number | undefined> {
    return (await this.request(method, params)).error?.code
  }

  /** The next message to come that matches. */
  next(matches: (message: any) => boolean): Promise<any> {
    return new Promise((resolve) => this.#waiting.add({ matches, resolve }))
  }

  /** What a subscription has told so far. */
  itemsOf(subscription: string): any[] {
    return this.notifications
      .filter(({ params }) => params.subscription === subscription)
      .map(({ params }) => params.result)
  }

  /** Waits until a subscription has told something that matches; looks at what it told before as well. */
  async item(subscription: string, matches: (item: any) => boolean): Promise<any> {
    const known = this.itemsOf(subscription).find(matches)
    if (known !== undefined) return known
    const message = await this.next(({ params }) => params?.subscription === subscription && matches(params.result))
    return message.params.result
  }

  /** Resolved with the close code and reason when the server ends the connection. */
  async closed(): Promise<{ readonly code: number; readonly reason: string }> {
    const [code, reason] = await once(this.socket, 'close')
    return { code, reason: String(reason) }
  }

  close(): void {
    this.socket.terminate()
  }
}
