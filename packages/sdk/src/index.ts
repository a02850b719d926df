export {
  type BlockHeader,
  ChainClient,
  type FeePayer,
  type SignOptions,
  type SubmitOptions,
} from './chain/ChainClient.ts'
export { describeDispatchError } from './chain/describeDispatchError.ts'
export { runtimeOfMarker } from './chain/runtimeOfMarker.ts'
export type { Inclusion, TransactionProgress } from './chain/TransactionProgress.ts'
export { type ConnectionState, JsonRpcClient, type JsonRpcClientOptions } from './jsonRpc/JsonRpcClient.ts'
export { isConnectionError, JsonRpcError } from './jsonRpc/JsonRpcError.ts'
export { SdkError } from './SdkError.ts'
export { extensionSigner, type InjectedSigner } from './signing/extensionSigner.ts'
export { type ExtrinsicToSign, keypairSigner, type MessageSigner, type Signer } from './signing/Signer.ts'
export type { SignerPayloadJson } from './signing/SignerPayloadJson.ts'
export { formatEcho, parseEcho } from './units/amounts.ts'
export { type BoughtLicence, buyLicence, type PaidShare, readPurchase } from './market/buyLicence.ts'
export { computeSampleDeposit, registrationDeposit } from './market/computeSampleDeposit.ts'
export { type LicenceProof, proofBlockNumber, proveLicence, verifyLicenceProof } from './market/licenceProof.ts'
export { findTerms, LICENCE_TERMS, type LicenceTerms, termsHash } from './market/licenceTerms.ts'
export { createOffer, registerCall, registerSample, type SampleDraft, uploadSample } from './market/publishSample.ts'
export { MarketClient } from './market/MarketClient.ts'
export type { Earnings, MarketAccount, Payment } from './market/rest/AccountRecords.ts'
export type {
  BlockQuery,
  ChainEvent,
  ChainFailure,
  EventQuery,
  ExtrinsicDetail,
  ExtrinsicQuery,
  HistoryQuery,
  IndexedBlock,
  IndexedExtrinsic,
  SearchResult,
} from './market/rest/ChainRecords.ts'
export { decodePeaks } from './market/rest/decodePeaks.ts'
export type {
  LicenceCard,
  LicenceCertificate,
  LicenceQuery,
  PurchaseCard,
  PurchaseDetail,
  PurchaseQuery,
} from './market/rest/LicenceRecords.ts'
export { type MarketRefusal, MarketRequestError } from './market/rest/MarketRequestError.ts'
export type { RequestOptions } from './market/rest/MarketRequests.ts'
export type { FaucetGrant, MarketChange, MarketStatus, NetworkInfo } from './market/rest/NetworkRecords.ts'
export type { BlockReference, Page, PageQuery } from './market/rest/Page.ts'
export {
  type KeyName,
  SAMPLE_STATUSES,
  type SampleCard,
  type SampleDetail,
  type SampleFacets,
  type SampleFilters,
  type SampleOffer,
  type SampleParent,
  type SamplePrice,
  type SampleQuery,
  type SampleSort,
  type Waveform,
} from './market/rest/SampleRecords.ts'
export type { Sound, SoundAnalysis } from './market/rest/SoundRecords.ts'

// What applications need of the packages that are published only inside this one: the declarations that calls, storage
// and events are named by, and files.
export {
  type AccountInfo,
  addressOf,
  type DecodedEvent,
  decodeExtrinsic,
  describeCall,
  type Era,
  eraDeath,
  type Extrinsic,
  extrinsicHash,
  type Header,
  type MultiAddress,
  type Runtime,
  runtimeCall,
  type RuntimeCall,
  signExtrinsic,
  type StorageMap,
  type StorageValue,
  systemEvents,
  systemStorage,
} from '@echochain/frame'
export {
  balances,
  balancesEvents,
  balancesStorage,
  computeDeposit,
  computeOfferHash,
  computeSpendable,
  computeSplit,
  consensusStorage,
  createRuntime,
  EXISTENTIAL_DEPOSIT,
  type Licence,
  type LicenceId,
  type LicenceKind,
  MAX_PARENTS,
  MAX_ROYALTIES,
  MAX_TAG_BYTES,
  MAX_TAGS,
  MAX_TITLE_BYTES,
  MAX_UPSTREAM_BASIS_POINTS,
  type Offer,
  type Parent,
  type PaymentRole,
  type Preset,
  PRESETS,
  type Purchase,
  type PurchaseId,
  registryErrors,
  registryEvents,
  registryStorage,
  type ReportReason,
  type RoyaltyShare,
  type Sample,
  type SampleContent,
  type SampleId,
  type SampleKind,
  type SampleMetadata,
  sampleRegistry,
  type SampleStatus,
  SPEC_VERSION,
  type Split,
  timestampStorage,
  TOKEN_DECIMALS,
  TOKEN_SYMBOL,
} from '@echochain/runtime'
export {
  AUDIO_HEAD_BYTES,
  type AudioContainer,
  audioContainerOf,
  type Cid,
  cidFromBytes,
  cidToBytes,
  type ContentDescription,
  ContentError,
  type ContentErrorCode,
  describeBlob,
  downloadContent,
  type DownloadOptions,
  openUploads,
  parseCid,
  type SegmentProof,
  uploadContent,
  type UploadSession,
  verifySegmentProof,
} from '@echochain/content'
