import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Clock, type Peer, type PeerBytes, Signal, type Transport, TransportError } from '@echochain/consensus'
import { type WebSocket, WebSocketServer } from 'ws'
import { OutboundLink } from './OutboundLink.ts'
import { PeerSocket, SOCKET_OPTIONS } from './PeerSocket.ts'

/** Each may have {@link MAX_SEND_BUFFER_BYTES} waiting. */
const MAX_INBOUND = 64
/** From one address that is not this machine's. */
const MAX_INBOUND_PER_ADDRESS = 4
/** Sockets beyond those of peers, that have yet to say what they want. */
const SPARE_SOCKETS = 16
const HEADERS_TIMEOUT_MS = 5_000
const MAX_HEADER_BYTES = 8 * 1024

/** An address could not be reached; it is tried again. */
export interface DialFailure {
  readonly url: string
  readonly error: Error
  readonly retryMs: number
}

/** Connects nodes by WebSocket: listens if told to, and keeps connections to the addresses it is given. */
export class WebSocketTransport implements Transport {
  readonly onConnect = new Signal<Peer>()
  readonly onMessage = new Signal<PeerBytes>()
  readonly onDisconnect = new Signal<Peer>()
  readonly onDialFailure = new Signal<DialFailure>()
  readonly #clock: Clock
  readonly #upgrader = new WebSocketServer({ ...SOCKET_OPTIONS, noServer: true })
  readonly #sockets = new Map<Peer, PeerSocket>()
  /** Including those that are being closed. */
  readonly #closing = new Set<PeerSocket>()
  readonly #links: OutboundLink[] = []
  #server: Server | undefined
  #connections = 0
  #closed = false

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock
  }

  /** Lets peers connect. Returns the port. @throws TransportError `PORT_TAKEN` */
  async listen(host: string, port: number): Promise<number> {
    const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, maxHeaderSize: MAX_HEADER_BYTES })
    server.maxConnections = MAX_INBOUND + SPARE_SOCKETS
    server.on('request', (_, response) => {
      response.writeHead(426, { Connection: 'close', Upgrade: 'websocket' }).end('EchoChain nodes meet here.\n')
    })
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
    try {
      server.listen(port, host)
      await once(server, 'listening')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      throw new TransportError('PORT_TAKEN', `Port ${port} on ${host} is taken; choose another with --peer-port`, {
        cause: error,
      })
    }
    this.#server = server
    return (server.address() as AddressInfo).port
  }

  /** Connects to a node, and again whenever the connection is lost. */
  dial(url: string): void {
    const link = new OutboundLink(url, this.#clock, {
      onOpen: (socket) =>
        this.#add(socket, { id: `${url}#${++this.#connections}`, address: url, outbound: true }, () => link.onLost()),
      onFailure: (error, retryMs) => this.onDialFailure.emit({ url, error, retryMs }),
    })
    this.#links.push(link)
  }

  peers(): Iterable<Peer> {
    return this.#sockets.keys()
  }

  send(peer: Peer, bytes: Uint8Array): boolean {
    return this.#sockets.get(peer)?.send(bytes) ?? false
  }

  disconnect(peer: Peer): void {
    this.#sockets.get(peer)?.close()
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { remoteAddress = '', remotePort } = request.socket
    const address = addressOf(remoteAddress, remotePort)
    const refusal = this.#refusalOf(request, address)
    if (refusal !== undefined) {
      socket.on('error', () => socket.destroy())
      socket.end(`HTTP/1.1 ${refusal} ${STATUS_CODES[refusal]}\r\nConnection: close\r\n\r\n`, () => socket.destroy())
      return
    }
    this.#upgrader.handleUpgrade(request, socket, head, (webSocket) => {
      this.#add(webSocket, { id: `${remoteAddress}:${remotePort}#${++this.#connections}`, address, outbound: false })
    })
  }

  /** Web pages always name their origin; nodes have none. So no page can be a peer, whatever host name it used. */
  #refusalOf({ headers }: IncomingMessage, address: string): number | undefined {
    if (headers.origin !== undefined) return 403
    const inbound = [...this.#sockets.keys()].filter(({ outbound }) => !outbound)
    const isFull =
      inbound.length >= MAX_INBOUND ||
      inbound.filter((peer) => peer.address === address).length >= MAX_INBOUND_PER_ADDRESS
    return isFull || this.#closed ? 503 : undefined
  }

  #add(webSocket: WebSocket, peer: Peer, onLost: () => void = () => {}): void {
    const socket = new PeerSocket(webSocket, peer, this.#clock, {
      onMessage: (bytes) => this.onMessage.emit({ peer, bytes }),
      onEnd: () => {
        this.#sockets.delete(peer)
        this.onDisconnect.emit(peer)
        onLost()
      },
    })
    this.#sockets.set(peer, socket)
    this.#closing.add(socket)
    void socket.closed.then(() => this.#closing.delete(socket))
    this.onConnect.emit(peer)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const link of this.#links) link.close()
    for (const socket of this.#sockets.values()) socket.close()
    await Promise.all([...this.#closing].map(({ closed }) => closed))
    const server = this.#server
    if (!server) return
    const { promise, resolve } = Promise.withResolvers<void>()
    server.close(() => resolve())
    server.closeAllConnections()
    await promise
  }
}

/** Several nodes may run on this machine: there, each connection is somebody else. */
function addressOf(remoteAddress: string, remotePort: number | undefined): string {
  const ip = remoteAddress.replace(/^::ffff:/, '')
  return ip === '::1' || ip.startsWith('127.') ? `${ip}:${remotePort}` : ip
}
