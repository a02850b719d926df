/** How much may be uploaded. Finished uploads count until their content is released. */
export interface UploadQuota {
  readonly maxFileBytes: number
  readonly bytesPerAccount: number
  readonly bytesInAll: number
  /** Finished uploads remembered at most; each takes about 400 bytes of memory. */
  readonly filesInAll: number
  /** Orders of one account whose time has not ended, finished or not. */
  readonly ordersPerAccount: number
  /** The same for all accounts; each takes about 1 KB of memory and a file. */
  readonly ordersInAll: number
}

const MIB = 1024 * 1024

export const DEFAULT_UPLOAD_QUOTA: UploadQuota = {
  maxFileBytes: 2048 * MIB,
  bytesPerAccount: 8 * 1024 * MIB,
  bytesInAll: 100 * 1024 * MIB,
  filesInAll: 100_000,
  ordersPerAccount: 500,
  ordersInAll: 5_000,
}
