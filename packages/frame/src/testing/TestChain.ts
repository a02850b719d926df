import { blake2b256, encode, type Hash, toHex, u32 } from '@echochain/codec'
import { type Keypair, keypairFromUri } from '@echochain/crypto'
import type { DigestItem } from '../block/Header.ts'
import { BlockExecution, type ExecutedBlock } from '../executive/BlockExecution.ts'
import { decodeExtrinsic, bareExtrinsic, signExtrinsic } from '../extrinsic/Extrinsic.ts'
import { type Era, IMMORTAL } from '../extrinsic/Era.ts'
import { type RuntimeCall, runtimeCall } from '../module/declarations.ts'
import { storageKey } from '../module/storage.ts'
import { systemStorage } from '../system/system.ts'
import type { BlockEnvironment } from '../world/Context.ts'
import type { DecodedEntries } from '../world/Overlay.ts'
import { createTestRuntime } from './testRuntime.ts'
import { TestState } from './TestState.ts'

export const ALICE = keypairFromUri('//Alice', 'sr25519')
export const BOB = keypairFromUri('//Bob', 'ed25519')
export const CHARLIE = keypairFromUri('//Charlie', 'ecdsa')

export interface Signing {
  readonly nonce?: number
  readonly era?: Era
  readonly genesisHash?: Hash
  readonly specVersion?: number
  readonly eraHash?: Hash
  readonly metadataHash?: Uint8Array
}

/** A chain without consensus: blocks on a state in memory, hashes made from their numbers. */
export class TestChain {
  readonly parts: ReturnType<typeof createTestRuntime>
  state: TestState
  /** Number of the last block. */
  number = 0
  inherited: DecodedEntries | undefined

  constructor(options?: Parameters<typeof createTestRuntime>[0]) {
    this.parts = createTestRuntime(options)
    this.state = new TestState([[toHex(storageKey(systemStorage.number)), encode(u32, 0)]])
  }

  hashOf(number: number): Hash {
    return toHex(blake2b256(encode(u32, number)))
  }

  environment(digest: readonly DigestItem[] = []): BlockEnvironment {
    const number = this.number + 1
    return { number, parentHash: this.hashOf(this.number), slot: BigInt(number), author: BOB.account, digest }
  }

  /** Execution of the next block, before its inherents. */
  begin(digest?: readonly DigestItem[]): BlockExecution {
    return new BlockExecution(this.parts.runtime, this.state, this.environment(digest), this.inherited)
  }

  /** Makes an executed block the last one. */
  commit(execution: BlockExecution): ExecutedBlock {
    const executed = execution.finish()
    this.state = this.state.with(executed.changes)
    this.inherited = executed.entries
    this.number++
    return executed
  }

  timestamp() {
    const { runtime, clock } = this.parts
    return this.decode(bareExtrinsic(runtime, runtimeCall(clock.calls.set, { now: BigInt(this.number + 1) * 1_000n })))
  }

  /** Makes a block of its inherent and these extrinsics. */
  produce(...extrinsics: readonly Uint8Array[]): ExecutedBlock {
    const execution = this.begin()
    execution.apply(this.timestamp())
    for (const extrinsic of extrinsics) execution.apply(this.decode(extrinsic))
    return this.commit(execution)
  }

  decode(extrinsic: Uint8Array) {
    return decodeExtrinsic(this.parts.runtime, extrinsic)
  }

  sign(call: RuntimeCall, keypair: Keypair, signing: Signing = {}): Uint8Array {
    const { nonce = 0, era = IMMORTAL, genesisHash = this.hashOf(0), specVersion, eraHash, metadataHash } = signing
    const { version } = this.parts.runtime
    return signExtrinsic(this.parts.runtime, call, keypair, {
      CheckSpecVersion: { additional: specVersion ?? version.specVersion },
      CheckTxVersion: { additional: version.transactionVersion },
      CheckGenesis: { additional: genesisHash },
      CheckMortality: { extra: era, additional: eraHash ?? genesisHash },
      CheckNonce: { extra: nonce },
      CheckMetadataHash: { extra: metadataHash ? 'Enabled' : 'Disabled', additional: metadataHash },
    })
  }
}
