/** What one client may ask for; LIMITS.md says why each is what it is. */
export interface RpcLimits {
  /** Connections at once, HTTP and WebSocket together. */
  readonly maxConnections: number
  /** Bytes of one message from a client. */
  readonly maxMessageBytes: number
  /** Bytes of one answer, or of all answers of a batch. */
  readonly maxResponseBytes: number
  readonly maxBatch: number
  /** Requests of one connection that wait or are being answered. */
  readonly maxInFlight: number
  /** Bytes of the messages those requests came in. */
  readonly maxInFlightBytes: number
  /** Above this many unsent bytes no further request of the connection is begun. */
  readonly resumeSendBytes: number
  /** A connection that has not read this many bytes is closed. */
  readonly maxUnsentBytes: number
  readonly maxSubscriptions: number
  /** Keys that one storage subscription watches. */
  readonly maxWatchedKeys: number
  /** `chainHead_v1_follow` subscriptions of a connection; the specification asks for at least two. */
  readonly maxFollows: number
  /** Blocks that one follow keeps pinned. */
  readonly maxPinnedBlocks: number
  /** How far below the finalized block a pinned block may fall. */
  readonly maxPinnedDepth: number
  /** `chainHead` operations of one follow at once; an item of a storage query counts as one. At least 16. */
  readonly maxOperations: number
  /** Transactions a connection broadcasts at once. */
  readonly maxBroadcasts: number
  /** Time between pings; who has not answered by the next one is gone. */
  readonly pingIntervalMs: number
  /** For an HTTP request to arrive in full. */
  readonly requestTimeoutMs: number
}

const MEBIBYTE = 1024 * 1024

export const DEFAULT_RPC_LIMITS: RpcLimits = {
  maxConnections: 4_096,
  maxMessageBytes: 5 * MEBIBYTE,
  maxResponseBytes: 16 * MEBIBYTE,
  maxBatch: 100,
  maxInFlight: 1_024,
  maxInFlightBytes: 8 * MEBIBYTE,
  resumeSendBytes: MEBIBYTE,
  maxUnsentBytes: 32 * MEBIBYTE,
  maxSubscriptions: 1_024,
  maxWatchedKeys: 1_000,
  maxFollows: 4,
  maxPinnedBlocks: 512,
  maxPinnedDepth: 256,
  maxOperations: 64,
  maxBroadcasts: 16,
  pingIntervalMs: 30_000,
  requestTimeoutMs: 30_000,
}
