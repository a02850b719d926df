/**
 * Error codes of JSON-RPC 2.0, of Substrate's RPC (1010 and the like) and of the chainHead specification (-328xx), so
 * that clients recognise them; those from -32010 to -32019 are ours.
 */
export const RPC_ERROR = {
  PARSE: -32_700,
  INVALID_REQUEST: -32_600,
  UNKNOWN_METHOD: -32_601,
  INVALID_PARAMS: -32_602,
  INTERNAL: -32_603,

  UNAUTHORIZED: -32_010,
  TOO_MANY_REQUESTS: -32_011,
  TOO_MANY_SUBSCRIPTIONS: -32_012,
  BATCH_TOO_LARGE: -32_013,
  MESSAGE_TOO_LARGE: -32_014,
  RESPONSE_TOO_LARGE: -32_015,
  SUBSCRIPTIONS_UNSUPPORTED: -32_016,

  TOO_MANY_FOLLOWS: -32_800,
  BLOCK_NOT_PINNED: -32_801,
  INVALID_RUNTIME_CALL: -32_802,
  INVALID_CONTINUE: -32_803,
  DUPLICATE_HASHES: -32_804,

  BAD_EXTRINSIC: 1001,
  INVALID_TRANSACTION: 1010,
  UNKNOWN_VALIDITY: 1011,
  BANNED: 1012,
  ALREADY_IMPORTED: 1013,
  TOO_LOW_PRIORITY: 1014,
  POOL_FULL: 1016,

  STATE: 4003,
} as const

/** An answer that is an error: what clients get to see, so it tells nothing that is not theirs to know. */
export class RpcError extends Error {
  readonly code: number
  readonly data: unknown
  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.code = code
    this.data = data
  }
}

export const invalidParams = (message: string): RpcError =>
  new RpcError(RPC_ERROR.INVALID_PARAMS, `Invalid params: ${message}`)
