import type { Clock } from '../clock/Clock.ts'
import { Signal } from '../Signal.ts'
import { MAX_SEND_BUFFER_BYTES, type Peer, type PeerBytes, type Transport } from './Transport.ts'
import { validateMessageLength } from './TransportError.ts'

/**
 * What a line does with its `index`th message: milliseconds until it arrives, or `undefined` if it never does. A
 * message with a shorter delay overtakes those before it.
 */
export type LineFault = (message: Uint8Array, index: number) => number | undefined

export interface LineFaults {
  readonly there?: LineFault
  readonly back?: LineFault
}

/** Connects nodes within one process. The order of all deliveries follows from the order of sending and the clock. */
export class InProcessNetwork {
  readonly #clock: Clock
  readonly #due: (() => void)[] = []
  #delayed = 0
  #connections = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Whether nothing is to be delivered before the clock moves. */
  get isIdle(): boolean {
    return this.#due.length === 0
  }

  /** Messages that wait for the clock. */
  get delayed(): number {
    return this.#delayed
  }

  createTransport(address: string): InProcessTransport {
    return new InProcessTransport(address)
  }

  /** Connects two nodes; `from` is the one that chose to. */
  connect(from: InProcessTransport, to: InProcessTransport, { there, back }: LineFaults = {}): void {
    const number = ++this.#connections
    const outward = new Line(this, there)
    const homeward = new Line(this, back)
    const toPeer: Peer = { id: `${to.address}#${number}`, address: to.address, outbound: true }
    const fromPeer: Peer = { id: `${from.address}#${number}`, address: from.address, outbound: false }
    from.attach(toPeer, outward, () => outward.runAtOtherEnd(() => to.detach(fromPeer)))
    to.attach(fromPeer, homeward, () => homeward.runAtOtherEnd(() => from.detach(toPeer)))
    outward.receive = (bytes) => to.receive(fromPeer, bytes)
    homeward.receive = (bytes) => from.receive(toPeer, bytes)
    this.schedule(0, () => from.announce(toPeer))
    this.schedule(0, () => to.announce(fromPeer))
  }

  /** Runs something after a delay, in the order of scheduling. */
  schedule(delayMs: number, run: () => void): void {
    if (delayMs > 0) {
      this.#delayed++
      this.#clock.at(this.#clock.now() + delayMs, () => {
        this.#delayed--
        this.schedule(0, run)
      })
    } else if (this.#due.push(run) === 1) setImmediate(() => this.#runDue())
  }

  #runDue(): void {
    // What is sent meanwhile has its turn after everything that waits for this one.
    for (const run of this.#due.splice(0)) run()
  }
}

/** One direction of a connection. */
class Line {
  readonly #network: InProcessNetwork
  readonly #fault: LineFault
  #index = 0
  #longestDelayMs = 0
  #bufferedBytes = 0
  receive: (bytes: Uint8Array) => void = () => {}

  constructor(network: InProcessNetwork, fault: LineFault = () => 0) {
    this.#network = network
    this.#fault = fault
  }

  send(bytes: Uint8Array): boolean {
    if (this.#bufferedBytes + bytes.length > MAX_SEND_BUFFER_BYTES) return false
    const delayMs = this.#fault(bytes, this.#index++)
    if (delayMs === undefined) return true
    this.#longestDelayMs = Math.max(this.#longestDelayMs, delayMs)
    this.#bufferedBytes += bytes.length
    const copy = bytes.slice()
    this.#network.schedule(delayMs, () => {
      this.#bufferedBytes -= copy.length
      this.receive(copy)
    })
    return true
  }

  /** Does something at the other end after all that was sent so far. */
  runAtOtherEnd(run: () => void): void {
    this.#network.schedule(this.#longestDelayMs, run)
  }
}

interface Attached {
  readonly line: Line
  /** Tells the other end that the connection is over. */
  readonly end: () => void
  isAnnounced: boolean
}

/** One node's part of an {@link InProcessNetwork}. */
export class InProcessTransport implements Transport {
  readonly onConnect = new Signal<Peer>()
  readonly onMessage = new Signal<PeerBytes>()
  readonly onDisconnect = new Signal<Peer>()
  readonly address: string
  readonly #attached = new Map<Peer, Attached>()
  #closed = false

  constructor(address: string) {
    this.address = address
  }

  *peers(): Iterable<Peer> {
    for (const [peer, { isAnnounced }] of this.#attached) if (isAnnounced) yield peer
  }

  send(peer: Peer, bytes: Uint8Array): boolean {
    validateMessageLength(bytes)
    return this.#attached.get(peer)?.line.send(bytes) ?? false
  }

  disconnect(peer: Peer): void {
    this.#attached.get(peer)?.end()
    this.detach(peer)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const peer of this.#attached.keys()) this.disconnect(peer)
  }

  // What follows is for the network to call.

  attach(peer: Peer, line: Line, end: () => void): void {
    this.#attached.set(peer, { line, end, isAnnounced: false })
    if (this.#closed) this.disconnect(peer)
  }

  announce(peer: Peer): void {
    const attached = this.#attached.get(peer)
    if (!attached) return
    attached.isAnnounced = true
    this.onConnect.emit(peer)
  }

  receive(peer: Peer, bytes: Uint8Array): void {
    if (this.#attached.has(peer)) this.onMessage.emit({ peer, bytes })
  }

  detach(peer: Peer): void {
    const attached = this.#attached.get(peer)
    if (this.#attached.delete(peer) && attached?.isAnnounced) this.onDisconnect.emit(peer)
  }
}
