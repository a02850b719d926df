/** What a server has done since it was started; the first four are as of now. */
export interface RpcStats {
  connections: number
  subscriptions: number
  follows: number
  pinnedBlocks: number
  connectionsTotal: number
  /** Turned away at the door: host, origin, token, or too many. */
  refusedTotal: number
  requestsTotal: number
  /** Answers that were errors, by JSON-RPC code. */
  errorsTotal: Record<string, number>
  /** Connections closed because they broke a limit. */
  abandonedTotal: number
  receivedBytesTotal: number
  sentBytesTotal: number
}

export type RpcCounters = Omit<RpcStats, 'connections' | 'subscriptions' | 'follows' | 'pinnedBlocks'>

export const createCounters = (): RpcCounters => ({
  connectionsTotal: 0,
  refusedTotal: 0,
  requestsTotal: 0,
  errorsTotal: {},
  abandonedTotal: 0,
  receivedBytesTotal: 0,
  sentBytesTotal: 0,
})
