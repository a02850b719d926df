export { AUDIO_HEAD_BYTES, type AudioContainer, audioContainerOf } from './audioContainer.ts'
export {
  type Cid,
  CID_LENGTH,
  cidCodec,
  type CidCodec,
  cidDigest,
  cidFromBytes,
  cidToBytes,
  createCid,
  isCid,
  parseCid,
} from './cid/Cid.ts'
export type { ContentDescription } from './ContentDescription.ts'
export { ContentError, type ContentErrorCode } from './ContentError.ts'
export { ContentHasher, describeContent } from './ContentHasher.ts'
export { countSegments, createSegmentProof, type SegmentProof, verifySegmentProof } from './segments/segments.ts'
export { SEGMENT_SIZE } from './segments/segmentLeaves.ts'
export { segmentRootOf } from './segments/segmentRoot.ts'
export { countLeaves, type FileLayout, UNIXFS_V1_2025 } from './unixfs/FileLayout.ts'
export { decodeFileNode, encodeFileNode, type FileLink } from './unixfs/FileNode.ts'
export {
  MAX_FILES_PER_ORDER,
  type OrderedFile,
  uploadMessage,
  type UploadOrder,
  wrapForWallet,
} from './upload/UploadOrder.ts'
export { type Fetch } from './client/ContentHttp.ts'
export { downloadContent, type DownloadOptions } from './client/downloadContent.ts'
export { fetchBlock } from './client/fetchBlock.ts'
export {
  describeBlob,
  openUploads,
  uploadContent,
  type UploadContentOptions,
  type UploadSession,
} from './client/uploadContent.ts'
