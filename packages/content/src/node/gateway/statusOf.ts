import type { ContentErrorCode } from '../../ContentError.ts'

const STATUS: Partial<Record<ContentErrorCode, number>> = {
  BAD_CID: 400,
  BAD_REQUEST: 400,
  BAD_SIGNATURE: 401,
  NOT_ALLOWED: 403,
  HOST_REFUSED: 403,
  ORIGIN_REFUSED: 403,
  WRONG_GENESIS: 403,
  NOT_FOUND: 404,
  UNKNOWN_PATH: 404,
  BAD_METHOD: 405,
  BAD_FORMAT: 406,
  WRONG_OFFSET: 409,
  REPLAYED: 409,
  INTERRUPTED: 409,
  EXPIRED: 410,
  TOO_LARGE: 413,
  BAD_RANGE: 416,
  WRONG_HASH: 422,
  QUOTA_EXCEEDED: 429,
  BUSY: 503,
  DISK_FULL: 507,
  STORE_FULL: 507,
}

/** The HTTP status (RFC 9110, RFC 4918 for 507) of an error; 500 for what is the server's own fault. */
export const statusOf = (code: ContentErrorCode): number => STATUS[code] ?? 500
