export { MARKET_ACCOUNT, TREASURY_ACCOUNT } from './accounts.ts'
export { balances } from './balances/balances.ts'
export { computeSpendable } from './balances/computeSpendable.ts'
export { balancesEvents, balancesStorage } from './balances/declarations.ts'
export { consensus } from './consensus/consensus.ts'
export { ConsensusParameters, consensusStorage, Validator } from './consensus/declarations.ts'
export {
  DigestError,
  type HeaderClaims,
  preRuntimeLogs,
  readClaims,
  readSlotClaim,
  sealLog,
  setRootsLog,
  SlotClaim,
} from './consensus/digest.ts'
export { computeLiveTimeMs, type Epoch, epochOf, firstSlotOf, type Slot } from './consensus/epochs.ts'
export { computeProposer, computeSetRoot } from './consensus/validatorSet.ts'
export { codeMarkerOf, createRuntime, presetOfMarker, SPEC_VERSION } from './createRuntime.ts'
export { DEV_NAMES, devAccount, devGenesis, type DevName, devValidatorKey } from './devGenesis.ts'
export { buildGenesisState, type Genesis, genesisHashOf, genesisHeader } from './genesis.ts'
export { blockLimits, type Preset, PRESETS } from './presets.ts'
export {
  MAX_PARENTS,
  MAX_ROYALTIES,
  MAX_TAG_BYTES,
  MAX_TAGS,
  MAX_TITLE_BYTES,
  MAX_UPSTREAM_BASIS_POINTS,
} from './sampleRegistry/bounds.ts'
export { registryErrors, registryEvents, registryStorage } from './sampleRegistry/declarations.ts'
export { computeOfferHash } from './sampleRegistry/offerHash.ts'
export {
  Licence,
  type LicenceId,
  LicenceKind,
  Offer,
  Parent,
  PaymentRole,
  Purchase,
  type PurchaseId,
  ReportReason,
  RoyaltyShare,
  Sample,
  SampleContent,
  type SampleId,
  SampleKind,
  SampleMetadata,
  SampleStatus,
} from './sampleRegistry/records.ts'
export { sampleRegistry } from './sampleRegistry/sampleRegistry.ts'
export { computeDeposit } from './sampleRegistry/samples.ts'
export { computeSplit, type Payment, type Split } from './sampleRegistry/split.ts'
export { sudoStorage } from './sudo/sudo.ts'
export { timestampStorage } from './timestamp/timestamp.ts'
export { transactionPaymentEvents, transactionPaymentStorage } from './transactionPayment/declarations.ts'
export { EXISTENTIAL_DEPOSIT, TOKEN_DECIMALS, TOKEN_SYMBOL } from './token.ts'
