export type { BlobStore, ByteRange, ByteSource, PutOptions } from './store/BlobStore.ts'
export { type ChunkDigester, inlineChunkDigester } from './store/ChunkDigester.ts'
export { DiskBlobStore, type DiskBlobStoreOptions } from './store/DiskBlobStore.ts'
export { fileSource } from './store/fileSource.ts'
export { MemoryBlobStore } from './store/MemoryBlobStore.ts'
export { WorkerChunkDigester } from './store/WorkerChunkDigester.ts'
export { ContentGateway, type ContentGatewayOptions, DEFAULT_GATEWAY_PORT } from './gateway/ContentGateway.ts'
export { DEFAULT_GATEWAY_LIMITS, type GatewayLimits } from './gateway/GatewayLimits.ts'
export { isNotModified } from './gateway/isNotModified.ts'
export {
  MAX_ORDER_MS,
  UPLOAD_LIFETIME_MS,
  UploadDesk,
  type UploadDeskOptions,
  type UploadState,
} from './uploads/UploadDesk.ts'
export { DEFAULT_UPLOAD_QUOTA, type UploadQuota } from './uploads/UploadQuota.ts'
export { type VerifyMessage } from './uploads/verifyOrderSignature.ts'
