export { BlockBuilder, type BlockBuilderParts } from './BlockBuilder.ts'
export { SpyVerifier } from './SpyVerifier.ts'
export { TEST_GENESIS_MS, TestChain, type TestChainOptions, type TestStores } from './TestChain.ts'
export { devKeypair, type Signing, TransactionSigner } from './TransactionSigner.ts'
