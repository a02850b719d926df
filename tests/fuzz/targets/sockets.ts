import { connect } from 'node:net'
import { utf8 } from '@echochain/codec'
import { ContentGateway, MemoryBlobStore } from '@echochain/content/node'
import { TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { firstByteChooses, FuzzFault, type FuzzTarget } from '../FuzzTarget.ts'

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const UPGRADE = `GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`
const CALL = '{"jsonrpc":"2.0","id":1,"method":"system_name","params":[]}'
const POST = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${CALL.length}\r\n\r\n${CALL}`
const CHUNKED = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3b\r\n${CALL}\r\n0\r\n\r\n`
const GET =
  'GET /ipfs/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku?format=raw HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-5\r\n\r\n'

/** A frame of WebSocket as clients send it, its mask of zeros. */
const frame = (opcode: number, text: string): Uint8Array =>
  Uint8Array.of(0x80 | opcode, 0x80 | text.length, 0, 0, 0, 0, ...utf8(text))

/** Bytes on the wire that are not quite HTTP, nor WebSocket. After each, a whole request is answered. */
export const sockets: FuzzTarget = {
  name: 'HTTP and WebSocket bytes',
  weight: 3,
  guided: false,
  shortInputs: 100,
  allowedGrowth: 16 * 2 ** 20,
  open: async () => {
    const node = await TestNode.start()
    const store = new MemoryBlobStore()
    const gateway = new ContentGateway({ store, onError: () => {} })
    const gatewayPort = Number(new URL(await gateway.listen({ port: 0 })).port)
    const webSocket = [
      frame(1, CALL),
      frame(1, `[${CALL}]`),
      frame(2, CALL),
      frame(9, 'ping'),
      frame(8, '\u0003\u0003'),
      frame(0, 'x'),
    ]
    const servers = [
      { port: node.port, corpus: [utf8(POST), utf8(CHUNKED), utf8(UPGRADE)] },
      { port: node.port, corpus: webSocket.map((bytes) => Uint8Array.of(...utf8(UPGRADE), ...bytes)) },
      { port: gatewayPort, corpus: [utf8(GET)] },
    ]
    const { corpus } = firstByteChooses(servers.map((server) => ({ ...server, run: () => '' })))
    return {
      corpus,
      words: [
        '\r\n',
        '\r\n\r\n',
        ': ',
        'Content-Length: 5\r\n',
        'Expect: 100-continue\r\n',
        '\0',
        'HTTP/1.0',
        '%00',
      ].map(utf8),
      atOnce: 16,
      run: async (input) => {
        if (input.length === 0) return 'nothing'
        const answer = await exchange(servers[input[0] % servers.length].port, input.subarray(1))
        const [fault] = node.log.errors
        if (fault) throw new FuzzFault(`${fault.message}: ${String((fault.details as { error?: unknown })?.error)}`)
        return /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? (answer === '' ? 'closed' : 'no HTTP')
      },
      close: async () => {
        await gateway.close()
        await store.close()
        await node.close()
      },
    }
  },
}

/** Sends bytes and the end, and gives back how the answer begins, once the other side has closed too. */
function exchange(port: number, bytes: Uint8Array): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect({ port, host: '127.0.0.1' })
  let answer = ''
  socket.on('data', (piece) => {
    if (answer.length < 100) answer += piece.toString('latin1')
    if (answer.startsWith('HTTP/1.1 101')) socket.end() // a WebSocket stays open otherwise
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => resolve(answer))
  socket.end(bytes)
  return promise
}
