/** What clients of the API may use up. */
export interface ApiLimits {
  /** Requests of one address in a minute. */
  readonly requestsPerMinute: number
  /** Analyses one address may ask for in a minute: each may decode minutes of sound. */
  readonly analysesPerMinute: number
  readonly maxBodyBytes: number
  readonly maxHeaderBytes: number
  readonly maxConnections: number
  /** Clients of the stream of changes. */
  readonly maxStreams: number
  /** Time for a whole request to arrive. */
  readonly requestTimeoutMs: number
  readonly keepAliveTimeoutMs: number
}

/** One browser tab that scrolls fast asks some twenty times a second; a machine behind loopback may have several. */
export const DEFAULT_API_LIMITS: ApiLimits = {
  requestsPerMinute: 6_000,
  analysesPerMinute: 60,
  maxBodyBytes: 16 * 1024,
  maxHeaderBytes: 16 * 1024,
  maxConnections: 1_000,
  maxStreams: 200,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 30_000,
}
