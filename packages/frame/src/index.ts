export { Block, Digest, DigestItem, Header, headerHash, MAX_BLOCK_BYTES, OpaqueExtrinsic } from './block/Header.ts'
export {
  badOrigin,
  cannotLookup,
  DispatchError,
  DispatchErrorCodec,
  type DispatchErrorValue,
  DispatchResult,
  ensure,
  moduleError,
  overflow,
  tokenError,
} from './dispatch/DispatchError.ts'
export { ensureNone, ensureRoot, ensureSigned, NONE, type Origin, ROOT, signedBy } from './dispatch/Origin.ts'
export { type Weight, WeightCodec } from './dispatch/Weight.ts'
export { BlockExecution, callWeight, type ExecutedBlock } from './executive/BlockExecution.ts'
export type { InherentData, InherentDefinition } from './executive/inherents.ts'
export {
  expectedPayload,
  ImpliedAdditionals,
  impliedAdditional,
  validateTransaction,
} from './executive/validateTransaction.ts'
export {
  invalid,
  InvalidTransaction,
  InvalidTransactionError,
  noUnsignedValidator,
  TransactionSource,
  TransactionValidity,
  TransactionValidityError,
  ValidTransaction,
} from './executive/Validity.ts'
export { checkGenesis } from './extension/checkGenesis.ts'
export { checkMetadataHash } from './extension/checkMetadataHash.ts'
export { checkMortality } from './extension/checkMortality.ts'
export { checkNonce } from './extension/checkNonce.ts'
export { checkSpecVersion, checkTxVersion } from './extension/checkVersions.ts'
export type { Transaction, TransactionExtension, ValidityDraft } from './extension/TransactionExtension.ts'
export { type Era, eraBirth, EraCodec, eraDeath, IMMORTAL, mortalEra } from './extrinsic/Era.ts'
export {
  assembleExtrinsic,
  bareExtrinsic,
  decodeExtrinsic,
  type ExtensionValues,
  type Extrinsic,
  EXTRINSIC_VERSION,
  extrinsicHash,
  prepareExtrinsic,
  readSigner,
  signaturePayload,
  type SignedParts,
  signExtrinsic,
  type UnsignedExtrinsic,
} from './extrinsic/Extrinsic.ts'
export { uncheckedExtrinsicCodec } from './extrinsic/uncheckedExtrinsic.ts'
export { addressOf, lookup, MultiAddress } from './extrinsic/MultiAddress.ts'
export {
  call,
  type CallDefinition,
  constant,
  type ConstantDefinition,
  error,
  type ErrorDefinition,
  event,
  type EventDefinition,
  type RuntimeCall,
  runtimeCall,
} from './module/declarations.ts'
export { buildMetadata } from './metadata/buildMetadata.ts'
export { type ChainDisplay, computeMetadataHash } from './metadata/digest/computeMetadataHash.ts'
export { METADATA_VERSIONS, type MetadataVersion } from './metadata/layout/MetadataLayout.ts'
export { defineModule, type Module, type ModuleParts } from './module/defineModule.ts'
export { pascalCase, snakeCase } from './module/names.ts'
export { describeCall, describeFields, describeValue, type Describing } from './metadata/describeValue.ts'
export {
  type AnyStorageItem,
  declareStorage,
  keyOfEntry,
  map,
  storageKey,
  type StorageMap,
  type StorageValue,
  value,
} from './module/storage.ts'
export { type BlockLimits, defineRuntime, type Runtime } from './runtime/defineRuntime.ts'
export type { OuterTypes } from './runtime/outerTypes.ts'
export { callRuntimeApi, RuntimeApiError } from './runtime/callRuntimeApi.ts'
export {
  apiMethod,
  type RuntimeApi,
  type RuntimeApiHead,
  type RuntimeApiMethod,
  runtimeVersionApis,
} from './runtime/RuntimeApi.ts'
export { STANDARD_APIS, standardApis } from './runtime/standardApis/standardApis.ts'
export { type RuntimeVersion, RuntimeVersionCodec } from './runtime/RuntimeVersion.ts'
export { AccountData, AccountInfo, EMPTY_ACCOUNT, NEW_LOGIC_FLAG } from './system/AccountInfo.ts'
export { DispatchClass, DispatchInfo } from './system/DispatchInfo.ts'
export { RUNTIME_EVENT } from './system/eventRecords.ts'
export {
  BLOCK_HASH_COUNT,
  codeMarker,
  createSystem,
  getBlockHash,
  systemEvents,
  systemStorage,
} from './system/system.ts'
export { type BlockEnvironment, Context } from './world/Context.ts'
export { type DecodedEntries, Overlay, type ParentState } from './world/Overlay.ts'
export type { Slot } from './world/Slot.ts'
export { type DecodedEvent, decodeEvents } from './world/decodeEvents.ts'
