/** What a client may ask of a gateway. */
export interface GatewayLimits {
  /** Connections at once; more are dropped by the operating system's door. */
  readonly maxConnections: number
  /** Downloads and uploads at once; each holds up to 3 MiB. */
  readonly maxTransfers: number
  /** The same for one client address; behind a reverse proxy all clients have the proxy's. */
  readonly maxTransfersPerClient: number
  readonly maxHeaderBytes: number
  /** For the headers of a request to be complete. */
  readonly headersTimeoutMs: number
  /** For a request with its body to be complete; an upload cut off goes on where it was. */
  readonly requestTimeoutMs: number
  /** For a client to take a piece of at most 1 MiB, or to say anything at all. */
  readonly stallTimeoutMs: number
  readonly keepAliveTimeoutMs: number
}

export const DEFAULT_GATEWAY_LIMITS: GatewayLimits = {
  maxConnections: 256,
  maxTransfers: 64,
  maxTransfersPerClient: 24,
  maxHeaderBytes: 8 * 1024,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 600_000,
  stallTimeoutMs: 30_000,
  keepAliveTimeoutMs: 5_000,
}
