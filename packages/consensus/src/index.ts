export { BlockStore } from './chain/BlockStore.ts'
export type { BlockNode, TreeRoute } from './chain/BlockTree.ts'
export { type BestChange, Chain, type FinalityChange } from './chain/Chain.ts'
export { ChainError } from './chain/ChainError.ts'
export { type ChainOptions, openChain, type OpenChain } from './openChain.ts'
export { readStorage } from './chain/readStorage.ts'
export { RuntimeSource } from './chain/RuntimeSource.ts'
export { StateKeeper } from './import/StateKeeper.ts'
export { type Clock, systemClock } from './clock/Clock.ts'
export { FakeClock } from './clock/FakeClock.ts'
export { slotAt, slotStartMs, SlotTicker, type SlotTiming } from './clock/SlotTicker.ts'
export { EpochDuties } from './duties/EpochDuties.ts'
export { type FinalitySource, twoEpochsBack } from './finality/FinalitySource.ts'
export { type ForkChoice, longestChain } from './forkChoice/ForkChoice.ts'
export { BlockImporter, type BuiltBlock } from './import/BlockImporter.ts'
export { CONSENSUS_VERSION, revealRoot, sealRoot } from './import/checkHeader.ts'
export { ImportError, type ImportErrorCode } from './import/ImportError.ts'
export { NOTHING_VERIFIED, type VerifiedExtrinsic, type VerifiedExtrinsics } from './import/VerifiedExtrinsics.ts'
export { BlockProducer } from './production/BlockProducer.ts'
export type { TransactionSource } from './production/TransactionSource.ts'
export type { Logger } from './Logger.ts'
export { Signal } from './Signal.ts'
export { PoolError } from './pool/PoolError.ts'
export { isLastStatus, type PooledTransaction, type TransactionStatus } from './pool/PooledTransaction.ts'
export type { PoolLimits } from './pool/PoolLimits.ts'
export { type PoolParts, TransactionPool } from './pool/TransactionPool.ts'
export { BlockSync, type BlockSyncParts, type SyncStatus } from './sync/BlockSync.ts'
export type { PeerFault } from './sync/PeerSet.ts'
export { type Consequence, SyncError, type SyncErrorCode } from './sync/SyncError.ts'
export {
  InProcessNetwork,
  InProcessTransport,
  type LineFault,
  type LineFaults,
} from './transport/InProcessTransport.ts'
export { type MessageOf, PeerMessage, SYNC_PROTOCOL_VERSION } from './transport/PeerMessage.ts'
export {
  MAX_MESSAGE_BYTES,
  MAX_SEND_BUFFER_BYTES,
  type Peer,
  type PeerBytes,
  type Transport,
} from './transport/Transport.ts'
export { TransportError, validateMessageLength } from './transport/TransportError.ts'
