import { once } from 'node:events'
import { connect } from 'node:net'
import { FakeClock, MAX_MESSAGE_BYTES } from '@echochain/consensus'
import { testTransport } from '@echochain/consensus/testing/transportSuite'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { OutboundLink } from './OutboundLink.ts'
import { WebSocketTransport } from './WebSocketTransport.ts'

const opened: WebSocketTransport[] = []
afterEach(async () => {
  for (const transport of opened.splice(0)) await transport.close()
})

const open = (clock: FakeClock): WebSocketTransport => {
  const transport = new WebSocketTransport({ clock })
  opened.push(transport)
  return transport
}

const nextOf = <T>(signal: { subscribe(listener: (value: T) => void): () => void }): Promise<T> =>
  new Promise((resolve) => {
    const unsubscribe = signal.subscribe((value) => {
      unsubscribe()
      resolve(value)
    })
  })

testTransport('WebSocketTransport', async () => {
  const clock = new FakeClock(0)
  const dialer = open(clock)
  const listener = open(clock)
  const port = await listener.listen('127.0.0.1', 0)
  const both = () => Promise.all([nextOf(dialer.onConnect), nextOf(listener.onConnect)])
  const first = both()
  dialer.dial(`ws://127.0.0.1:${port}`)
  await first
  const connectAgain = async (): Promise<void> => {
    const again = both()
    clock.advanceBy(1_000)
    await again
  }
  return { dialer, listener, connect: connectAgain }
})

async function listening(clock = new FakeClock(0)) {
  const transport = open(clock)
  const port = await transport.listen('127.0.0.1', 0)
  return { transport, port, clock, url: `ws://127.0.0.1:${port}` }
}

/** The status with which a connection is turned away. */
async function statusOf(url: string, options: ConstructorParameters<typeof WebSocket>[2] = {}): Promise<number> {
  const socket = new WebSocket(url, options)
  const [error] = await once(socket, 'error')
  return Number(/\d{3}/.exec((error as Error).message)?.[0])
}

describe('who is let in', () => {
  test('no web page, of whatever origin', async () => {
    const { url } = await listening()
    for (const origin of ['http://localhost:8080', 'https://evil.example', 'null'])
      expect(await statusOf(url, { origin }), origin).toBe(403)
  })

  test('a request that is no WebSocket is told so', async () => {
    const { port } = await listening()
    const response = await fetch(`http://127.0.0.1:${port}/`)
    expect(response.status).toBe(426)
  })

  test('only so many', async () => {
    const { url, transport } = await listening()
    const sockets: WebSocket[] = []
    for (let at = 0; at < 64; at++) {
      const socket = new WebSocket(url)
      sockets.push(socket)
      await once(socket, 'open')
    }
    expect(await statusOf(url)).toBe(503)
    const over = nextOf(transport.onDisconnect)
    sockets[0].close()
    await over
    const late = new WebSocket(url)
    await once(late, 'open')
    for (const socket of [...sockets, late]) socket.terminate()
  }, 20_000)

  test('connections on this machine are different peers', async () => {
    const { url, transport } = await listening()
    const sockets = [new WebSocket(url), new WebSocket(url)]
    for (const socket of sockets) await once(socket, 'open')
    expect(new Set([...transport.peers()].map(({ address }) => address)).size).toBe(2)
    for (const socket of sockets) socket.terminate()
  })
})

describe('what is not a message of a peer ends the connection', () => {
  test.each<[string, (socket: WebSocket) => void]>([
    ['text', (socket) => socket.send('hello')],
    ['a message over the limit', (socket) => socket.send(new Uint8Array(MAX_MESSAGE_BYTES + 1))],
    ['many fragments', (socket) => sendFragments(socket, 17_000)],
  ])('%s', async (_, misbehave) => {
    const { url, transport } = await listening()
    let messages = 0
    transport.onMessage.subscribe(() => messages++)
    const socket = new WebSocket(url)
    socket.on('error', () => {})
    await once(socket, 'open')
    const over = nextOf(transport.onDisconnect)
    misbehave(socket)
    await over
    expect(messages).toBe(0)
  })

  test('a frame against the rules', async () => {
    const { port, transport } = await listening()
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    await nextOf(transport.onConnect)
    const over = nextOf(transport.onDisconnect)
    socket.write(Uint8Array.of(0xff, 0x7f, 1, 2, 3))
    await over
    socket.destroy()
  })
})

function sendFragments(socket: WebSocket, count: number): void {
  for (let at = 0; at < count; at++) socket.send(Uint8Array.of(1), { fin: false })
}

describe('connections that are lost', () => {
  test('a peer that answers no ping is given up', async () => {
    const { url, transport, clock } = await listening()
    const socket = new WebSocket(url, { autoPong: false })
    await once(socket, 'open')
    const over = nextOf(transport.onDisconnect)
    clock.advanceBy(15_000)
    expect([...transport.peers()]).toHaveLength(1)
    clock.advanceBy(15_000)
    await over
    socket.terminate()
  })

  test('the pauses between attempts grow to half a minute', async () => {
    const clock = new FakeClock(0)
    const dialer = open(clock)
    const { port, transport } = await listening(clock)
    await transport.close()
    const pauses: number[] = []
    let failure = nextOf(dialer.onDialFailure)
    dialer.dial(`ws://127.0.0.1:${port}`)
    for (let at = 0; at < 7; at++) {
      const { retryMs } = await failure
      pauses.push(retryMs)
      failure = nextOf(dialer.onDialFailure)
      clock.advanceBy(retryMs)
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    await failure
  })

  test('after a connection that held, the next attempt comes soon; after one that did not, later', async () => {
    const { url, clock } = await listening()
    let opened = Promise.withResolvers<WebSocket>()
    let attempts = 0
    const link = new OutboundLink(url, clock, {
      onOpen: (socket) => {
        attempts++
        opened.resolve(socket)
      },
      onFailure: () => {},
    })
    for (const [heldMs, pauseMs] of [
      [0, 1_000],
      [59_999, 2_000],
      [0, 4_000],
      [60_000, 1_000],
      [0, 2_000],
    ]) {
      const socket = await opened.promise
      opened = Promise.withResolvers()
      clock.advanceBy(heldMs)
      socket.terminate()
      link.onLost()
      const before = attempts
      clock.advanceBy(pauseMs - 1)
      await once(socket, 'close')
      expect(attempts, `held ${heldMs} ms`).toBe(before)
      clock.advanceBy(1)
    }
    ;(await opened.promise).terminate()
    link.close()
  })

  test('closing while an attempt is under way ends it', async () => {
    const { url } = await listening()
    const dialer = open(new FakeClock(0))
    dialer.dial(url)
    await dialer.close()
    expect([...dialer.peers()]).toEqual([])
  })
})

test('a taken port is named, with the flag that changes it', async () => {
  const { port } = await listening()
  await expect(open(new FakeClock(0)).listen('127.0.0.1', port)).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken; choose another with --peer-port`),
  })
})
