import type { Signal } from '../Signal.ts'

/**
 * Longest message there is: a response ends with the block that takes it over {@link RESPONSE_BYTES}, so it may hold
 * that much and one block of the largest size (6 MB) more.
 */
export const MAX_MESSAGE_BYTES = 12 * 1024 * 1024
/** What a peer may be behind in reading before it counts as too slow: two of the longest messages. */
export const MAX_SEND_BUFFER_BYTES = 2 * MAX_MESSAGE_BYTES

/** A connection to another node. */
export interface Peer {
  /** Names the connection; never used again within a process. */
  readonly id: string
  /** Who it is, as well as the transport can tell: by this, failures are remembered. */
  readonly address: string
  /** Whether this node chose to connect to it. */
  readonly outbound: boolean
}

export interface PeerBytes {
  readonly peer: Peer
  readonly bytes: Uint8Array
}

/**
 * How messages get from node to node: in the order they were sent, each once and whole, until one of the two
 * disconnects. What they mean is none of its business.
 */
export interface Transport {
  readonly onConnect: Signal<Peer>
  readonly onMessage: Signal<PeerBytes>
  /** Told once for each connection, whoever ended it. Nothing comes from the peer afterwards. */
  readonly onDisconnect: Signal<Peer>
  /** Connections that stand now. */
  peers(): Iterable<Peer>
  /**
   * Takes a message to be sent; the bytes may be used again afterwards. False when it will not arrive: the connection
   * is gone, or the peer reads so slowly that {@link MAX_SEND_BUFFER_BYTES} wait.
   * @throws TransportError `MESSAGE_TOO_LARGE` over {@link MAX_MESSAGE_BYTES}.
   */
  send(peer: Peer, bytes: Uint8Array): boolean
  /** Ends a connection; what was sent before still arrives. */
  disconnect(peer: Peer): void
  /** Ends all connections and makes no new ones. */
  close(): Promise<void>
}
