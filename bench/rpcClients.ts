// The clients of bench/rpc.ts, in a thread of their own: they would otherwise take the node's time.
import { parentPort, workerData } from 'node:worker_threads'
import { WebSocket } from 'ws'

/** What a client has on its way at once: enough that it never waits for the line, less than a node refuses. */
const WINDOW = 500

interface Order {
  readonly method: string
  /** First parameters of the requests, dealt out among the connections. */
  readonly params: readonly string[]
}

const { url, connections } = workerData as { readonly url: string; readonly connections: number }

const sockets = await Promise.all(
  Array.from({ length: connections }, async () => {
    const socket = new WebSocket(url)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return socket
  }),
)
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
parentPort!.postMessage('ready')
parentPort!.on('message', async ({ method, params }: Order) => {
  const failures = await Promise.all(
    sockets.map((socket, at) =>
      sendAll(
        socket,
        method,
        params.filter((_, i) => i % connections === at),
      ),
    ),
  )
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
  parentPort!.postMessage({ answered: params.length, failure: failures.find(Boolean) })
})

/** Resolved when every request is answered; with an answer that was an error, if there was one. */
function sendAll(socket: WebSocket, method: string, params: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    let sent = 0
    let answered = 0
    let failure: string | undefined
    const send = () => socket.send(`{"jsonrpc":"2.0","id":${sent},"method":"${method}","params":["${params[sent++]}"]}`)
    const onMessage = (data: unknown) => {
      const text = String(data)
      if (text.includes('"error"')) failure = text
      if (++answered === params.length) {
        socket.off('message', onMessage)
        resolve(failure)
      } else if (sent < params.length) send()
    }
    socket.on('message', onMessage)
    while (sent < Math.min(WINDOW, params.length)) send()
  })
}
