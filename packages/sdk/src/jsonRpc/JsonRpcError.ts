/** An answer of the node that says no, or a connection that cannot answer. */
export class JsonRpcError extends Error {
  /** As in JSON-RPC; 0 where the connection failed. */
  readonly code: number
  readonly data: unknown
  constructor(code: number, message: string, data?: unknown, options?: ErrorOptions) {
    super(typeof data === 'string' ? `${message}: ${data}` : message, options)
    this.name = 'JsonRpcError'
    this.code = code
    this.data = data
  }
}

/** Whether an error tells that the connection was lost, so that asking again may help. */
export const isConnectionError = (error: unknown): boolean => error instanceof JsonRpcError && error.code === 0
