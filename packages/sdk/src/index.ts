export { ChainClient, type BlockHeader, type SignOptions, type SubmitOptions } from './chain/ChainClient.ts'
export { describeDispatchError } from './chain/describeDispatchError.ts'
export { runtimeOfMarker } from './chain/runtimeOfMarker.ts'
export type { Inclusion, TransactionProgress } from './chain/TransactionProgress.ts'
export { type ConnectionState, JsonRpcClient } from './jsonRpc/JsonRpcClient.ts'
export { isConnectionError, JsonRpcError } from './jsonRpc/JsonRpcError.ts'
export { SdkError } from './SdkError.ts'
export { formatEcho, parseEcho } from './units/amounts.ts'
export { type BoughtLicence, buyLicence, type PaidShare, readPurchase } from './market/buyLicence.ts'
export { type LicenceProof, proveLicence, verifyLicenceProof } from './market/licenceProof.ts'
export { findTerms, LICENCE_TERMS, type LicenceTerms, termsHash } from './market/licenceTerms.ts'
export { createOffer, registerCall, registerSample, type SampleDraft, uploadSample } from './market/publishSample.ts'
export {
  type AccountEvent,
  type BlockReference,
  type KeyName,
  MarketClient,
  type Page,
  type SampleCard,
  type SampleDetail,
  type SampleQuery,
  type Sound,
} from './market/MarketClient.ts'
